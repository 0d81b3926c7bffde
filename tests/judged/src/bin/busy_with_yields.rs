//! A task that computes in pieces and yields between them: as busy, but the loop turns after each piece.
//!
//= total 1 s, parked 0.8 s, blocked 0, offloaded 0, busy 0.2 s, idle 0, stall 0.05 s..0.1 s
//= kind busy, loop tokio current_thread, line HERE

use std::time::{Duration, Instant};

use tokio::task::yield_now;
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
    let computing = tokio::spawn(async {
        for _ in 0..4 {
            println!("{}", compute(Duration::from_millis(50)));
            yield_now().await;
        }
    });
    computing.await.unwrap();
    timer.await.unwrap();
}
