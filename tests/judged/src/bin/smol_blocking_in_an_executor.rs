//! An executor that one runs oneself: its tasks are polled one after another, each of which blocks.
//!
//= total 3 s, parked 0, blocked 3 s, offloaded 0, busy 0, idle any, stall 1 s..3 s
//= kind blocking, loop smol, line HERE

use std::thread;
use std::time::Duration;

use smol::LocalExecutor;

fn main() {
    let executor = LocalExecutor::new();
    let tasks = [1, 2, 3].map(|number| {
        executor.spawn(async move {
            thread::sleep(Duration::from_secs(1)); // HERE
            number
        })
    });
    let all = async {
        for task in tasks {
            println!("{}", task.await);
        }
    };
    smol::block_on(executor.run(all));
}
