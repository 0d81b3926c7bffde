//@ passed, 10 points, concurrent
use std::time::{Duration, Instant};

use futures::future::join_all;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    join_all((0..5).map(print_number)).await;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn print_number(number: u32) {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await;
    println!("Number: {number}");
}
