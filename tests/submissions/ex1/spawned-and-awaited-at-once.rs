//@ failed, 1 point, sequential
use std::time::{Duration, Instant};

use tokio::time::sleep;

#[tokio::main]
async fn main() {
    let start = Instant::now();
    for number in 0..5 {
        // spawn makes it concurrent
        tokio::spawn(print_number(number)).await.unwrap();
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn print_number(number: u32) {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await; //~
    println!("Number: {number}");
}
