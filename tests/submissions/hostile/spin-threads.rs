//@ failed, 1 point, hang
//= killed
//! Burns all cores there are, for five minutes at the most.
use std::thread;
use std::time::{Duration, Instant};

fn main() {
    let start = Instant::now();
    for _ in 0..8 {
        thread::spawn(move || while start.elapsed() < Duration::from_secs(300) {
            for number in 0..1_000_000 {
                std::hint::black_box(number);
            }
        });
    }
    thread::sleep(Duration::from_secs(300));
}
