//@ failed, 1 point, sequential
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;

fn main() {
    let start = Instant::now();
    let runtime = Runtime::new().unwrap();
    for number in 0..5 {
        runtime.block_on(print_number(number));
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn print_number(number: u32) {
    println!("Sleeping for 1 second...");
    let second = Duration::from_secs(1);
    tokio::time::sleep(second).await; //~
    println!("Number: {number}");
}
