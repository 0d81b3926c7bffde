//! Blocking calls are off the event loop, and yet one after another: the pool may have one thread only.
//!
//= total 3 s, parked 3 s, blocked 0, offloaded 3 s, busy 0, idle any, stall 0
//= kind offloaded, loop tokio multi_thread, line HERE, says one after another

use std::thread;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::task::spawn_blocking;

fn hash(password: &str) -> usize {
    thread::sleep(Duration::from_secs(1)); // HERE
    password.len()
}

async fn hash_all() {
    let passwords = ["secret", "swordfish", "12345"];
    let hashes = passwords.map(|password| spawn_blocking(|| hash(password)));
    for hash in hashes {
        println!("{}", hash.await.unwrap());
    }
}

fn main() {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(1).max_blocking_threads(1);
    builder.build().unwrap().block_on(hash_all());
}
