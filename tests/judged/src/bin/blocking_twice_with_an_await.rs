//! An await at which the loop turns ends a stall: two seconds blocked, one at a stretch.
//!
//= total 2 s, parked 0, blocked 2 s, offloaded 0, busy 0, idle 0, stall 1 s
//= kind blocking, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    for _ in 0..2 {
        thread::sleep(Duration::from_secs(1)); // HERE
        sleep(Duration::from_millis(2)).await;
    }
}
