//! The same off the event loop: whoever waits there keeps no task waiting.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded 1 s, busy 0, idle any, stall 0
//= kind offloaded, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

use rayon::ThreadPoolBuilder;
use tokio::task::spawn_blocking;

fn read_both() {
    let pool = ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    let read = || thread::sleep(Duration::from_secs(1)); // HERE
    pool.join(read, read); // HERE
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    spawn_blocking(read_both).await.unwrap();
}
