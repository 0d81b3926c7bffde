//! The worker gives its tasks to another thread before it blocks.
//!
//= total 2 s, parked any, blocked 0, offloaded 2 s, busy 0, idle any, stall 0
//= kind offloaded, loop tokio multi_thread, line HERE

use std::thread;
use std::time::Duration;

use tokio::task::block_in_place;

fn read() {
    thread::sleep(Duration::from_secs(2)); // HERE
}

#[tokio::main(worker_threads = 1)]
async fn main() {
    let task = tokio::spawn(async { block_in_place(read) });
    task.await.unwrap();
}
