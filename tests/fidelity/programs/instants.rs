//! `Instant` and `SystemTime` across sleeps: they pass alike, and never backwards.
//= total 0.5 s

use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::kernel::*;

pub fn main() {
    let (instant, system) = (Instant::now(), SystemTime::now());
    for round in 1..=5 {
        sleep(100);
        println!("{}", took(instant, round * 100));
        let passed = system.elapsed().unwrap();
        let apart = instant.elapsed().abs_diff(passed);
        println!(
            "{}, {}",
            about(passed, round * 100 - 1),
            apart < Duration::from_millis(20)
        );
    }
    let threads: Vec<_> = (0..4)
        .map(|_| {
            thread::spawn(|| {
                let mut last = Instant::now();
                (0..200).all(|_| {
                    let now = Instant::now();
                    let is_later = now >= last;
                    last = now;
                    is_later
                })
            })
        })
        .collect();
    println!(
        "{}",
        threads.into_iter().all(|thread| thread.join().unwrap())
    );
    let since = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap();
    println!(
        "{}",
        clock(libc::CLOCK_REALTIME).abs_diff(since) < Duration::from_secs(1)
    );
}
