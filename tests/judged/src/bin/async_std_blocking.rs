//! A call that blocks in a task of async-std's holds the thread that runs the task.
//!
//= total 2 s, parked any, blocked 2 s, offloaded 0, busy 0, idle any, stall 2 s
//= kind blocking, loop async-std, line HERE

use std::thread;
use std::time::Duration;

use async_std::task;

fn main() {
    task::block_on(task::spawn(async {
        thread::sleep(Duration::from_secs(2)); // HERE
    }));
}
