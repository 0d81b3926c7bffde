//! With a thread for each, blocking calls that are off the event loop wait together.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded 1 s, busy 0, idle 0, stall 0
//= kind offloaded, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

use tokio::task::JoinSet;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut reads = JoinSet::new();
    for _ in 0..3 {
        reads.spawn_blocking(|| thread::sleep(Duration::from_secs(1))); // HERE
    }
    reads.join_all().await;
}
