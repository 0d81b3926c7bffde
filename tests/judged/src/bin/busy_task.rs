//! A task computes, and the other's timer rings late.
//!
//= total 1 s, parked 0.9 s, blocked 0, offloaded 0, busy 0.1 s, idle 0, stall 0.1 s
//= kind busy, loop tokio current_thread, line HERE

use std::time::{Duration, Instant};

use tokio::time::sleep;

fn compute(time: Duration) -> u64 {
    let begun = Instant::now();
    let mut sum = 0;
    while begun.elapsed() < time {
        // HERE
        sum = (0..10_000).fold(sum, |sum, number| sum ^ number); // HERE
    }
    sum
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let timer = tokio::spawn(sleep(Duration::from_secs(1)));
    tokio::spawn(async { println!("{}", compute(Duration::from_millis(100))) });
    timer.await.unwrap();
}
