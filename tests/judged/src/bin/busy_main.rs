//! Without an event loop it is the main thread that computes.
//!
//= total 0.1 s, parked 0, blocked 0, offloaded 0, busy 0.1 s, idle 0, stall 0
//= kind busy, loop none, line HERE

use std::time::{Duration, Instant};

fn main() {
    let begun = Instant::now();
    let mut sum = 0u64;
    while begun.elapsed() < Duration::from_millis(100) {
        // HERE
        sum = (0..10_000).fold(sum, |sum, number| sum ^ number); // HERE
    }
    println!("{sum}");
}
