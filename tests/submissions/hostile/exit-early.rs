//@ failed, 1 point, offloaded or no-wait
//= line 6 of 11 is missing
//! Exits with all threads running.
use std::thread;
use std::time::Duration;

fn main() {
    for _ in 0..5 {
        thread::spawn(|| thread::sleep(Duration::from_secs(1)));
        println!("Sleeping for 1 second...");
    }
    std::process::exit(0);
}
