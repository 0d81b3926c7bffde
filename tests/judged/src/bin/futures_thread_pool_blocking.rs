//! The threads of this pool run tasks, so a call that blocks one of them is not offloaded.
//!
//= total 3 s, parked any, blocked 3 s, offloaded 0, busy 0, idle any, stall 1 s..3 s
//= kind blocking, loop futures, line HERE

use std::thread;
use std::time::Duration;

use futures::executor::{ThreadPool, block_on};
use futures::task::SpawnExt;

async fn read(number: u32) -> u32 {
    thread::sleep(Duration::from_secs(1)); // HERE
    number
}

fn main() {
    let pool = ThreadPool::builder().pool_size(1).create().unwrap();
    let reads = [1, 2, 3].map(|number| pool.spawn_with_handle(read(number)).unwrap());
    println!("{:?}", block_on(futures::future::join_all(reads)));
}
