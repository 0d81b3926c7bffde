//! On a pool of one thread, a task that blocks keeps the other from its turn.
//!
//= total 2 s, parked 0, blocked 2 s, offloaded 0, busy 0, idle 0, stall 1 s..2 s
//= kind blocking, loop futures, line HERE

use std::thread;
use std::time::Duration;

use futures::executor::LocalPool;
use futures::task::LocalSpawnExt;

fn main() {
    let mut pool = LocalPool::new();
    for number in 0..2 {
        let task = async move {
            thread::sleep(Duration::from_secs(1)); // HERE
            println!("{number}");
        };
        pool.spawner().spawn_local(task).unwrap();
    }
    pool.run();
}
