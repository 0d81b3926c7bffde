//@ failed, 1 point, synchronous
use std::thread;
use std::time::{Duration, Instant};

fn main() {
    let start = Instant::now();
    for number in 0..5 {
        print_number(number);
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

fn print_number(number: u32) {
    println!("Sleeping for 1 second...");
    thread::sleep(Duration::from_secs(1)); //~
    println!("Number: {number}");
}
