//! Threads that end with their scope are waited for at its end: in a task, a call that blocks.
//!
//= total 1 s, parked 0, blocked 1 s, offloaded 1 s, busy 0, idle 0, stall 1 s
//= kind blocking, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

async fn read_both() {
    let read = || thread::sleep(Duration::from_secs(1));
    thread::scope(|scope| {
        // HERE
        scope.spawn(read);
        scope.spawn(read);
    });
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::spawn(read_both()).await.unwrap();
}
