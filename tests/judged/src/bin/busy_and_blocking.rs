//! Computing and a call that blocks, with no await between them, are one stall.
//!
//= total 1.2 s, parked 0, blocked 1 s, offloaded 0, busy 0.2 s, idle 0, stall any
//= kind blocking, loop tokio current_thread, line HERE

use std::thread;
use std::time::{Duration, Instant};

async fn handle() -> u64 {
    let begun = Instant::now();
    let mut sum = 0;
    while begun.elapsed() < Duration::from_millis(200) {
        sum = (0..10_000).fold(sum, |sum, number| sum ^ number);
    }
    thread::sleep(Duration::from_secs(1)); // HERE
    sum
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("{}", tokio::spawn(handle()).await.unwrap());
}
