//! async-std has a pool for calls that block as well.
//!
//= total 2 s, parked 2 s, blocked 0, offloaded 2 s, busy 0, idle any, stall 0
//= kind offloaded, loop async-std, line HERE

use std::thread;
use std::time::Duration;

use async_std::task;

fn main() {
    task::block_on(async {
        let read = || thread::sleep(Duration::from_secs(2)); // HERE
        let reads = [task::spawn_blocking(read), task::spawn_blocking(read)];
        for read in reads {
            read.await;
        }
    });
}
