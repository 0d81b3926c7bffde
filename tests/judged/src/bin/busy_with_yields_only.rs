//! To yield until something has happened is to compute: the loop turns all the time, and never parks.
//!
//= total any, parked 0, blocked 0, offloaded any, busy 0.1 s.., idle 0, stall 0
//= kind busy, loop tokio current_thread, line any

use std::time::Duration;

use tokio::task::yield_now;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let timer = tokio::spawn(sleep(Duration::from_millis(100)));
    while !timer.is_finished() {
        yield_now().await;
    }
}
