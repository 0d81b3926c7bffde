//! Tasks on a `LocalSet` block the loop that it runs on. They are polled in one turn of it, one after another.
//!
//= total 3 s, parked 0, blocked 3 s, offloaded 0, busy 0, idle 0, stall any
//= kind blocking, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

use tokio::task::LocalSet;

async fn pause() {
    thread::sleep(Duration::from_secs(1)); // HERE
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let tasks = LocalSet::new();
    for _ in 0..3 {
        tasks.spawn_local(pause());
    }
    tasks.await;
}
