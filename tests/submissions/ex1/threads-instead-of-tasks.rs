//@ failed, 7 points, synchronous
use std::thread;
use std::time::{Duration, Instant};

fn main() {
    let start = Instant::now();
    let mut threads = Vec::new();
    for number in 0..5 {
        threads.push(thread::spawn(move || {
            println!("Sleeping for 1 second...");
            thread::sleep(Duration::from_secs(1));
            number
        }));
    }
    for thread in threads {
        println!("Number: {}", thread.join().unwrap()); //~
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
