//! Smol's `block_on` turns smol's loop, and keeps tokio's from turning.
//!
//= total 1 s, parked 0, blocked 1 s, offloaded 0, busy 0, idle any, stall 1 s
//= kind blocking, loop tokio current_thread, line HERE

use std::time::Duration;

fn pause() {
    smol::block_on(smol::Timer::after(Duration::from_secs(1))); // HERE
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::spawn(async { pause() }).await.unwrap();
}
