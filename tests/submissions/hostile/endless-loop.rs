//@ failed, 1 point, hang
//= killed
use std::time::{Duration, Instant};

fn main() {
    let start = Instant::now();
    println!("Sleeping for 1 second...");
    while start.elapsed() < Duration::from_secs(300) {
        for number in 0..1_000_000 {
            std::hint::black_box(number);
        }
    }
}
