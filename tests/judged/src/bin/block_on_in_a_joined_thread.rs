//! A thread waits for a future, which is well; the task waits for the thread, which is not. A second worker keeps
//! the timers going.
//!
//= total 1 s, parked 1 s, blocked 1 s, offloaded any, busy 0, idle any, stall any
//= kind blocking, loop tokio multi_thread, line HERE

use std::thread;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::time::sleep;

async fn task() {
    let runtime = Handle::current();
    let thread = thread::spawn(move || {
        runtime.block_on(async { sleep(Duration::from_secs(1)).await });
    });
    thread.join().unwrap(); // HERE
}

#[tokio::main(worker_threads = 2)]
async fn main() {
    tokio::spawn(task()).await.unwrap();
}
