//! Five sleeps in a plain loop: no async, no event loop.
//!
//!     cargo run --bin ex4-synchronous
//!
//! It takes 5 seconds: one sleep after another. This is what the others are
//! measured against.

use std::thread;
use std::time::{Duration, Instant};

fn main() {
    let start = Instant::now();
    print_numbers();
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

fn print_numbers() {
    for number in 0..5 {
        print_number(number);
    }
}

fn print_number(number: u32) {
    println!("Sleeping for 1 second...");
    thread::sleep(Duration::from_secs(1));
    println!("Number: {number}");
}
