//@ failed, 7 points, wrong-output
use std::time::{Duration, Instant};

use futures::future::join_all;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let tasks: Vec<_> = (0..5).map(|i| tokio::spawn(print_number(i))).collect();
    let _ = join_all(tasks).await;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn print_number(number: u32) {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await;
    // count down
    let left = 3 - number; //~
    println!("Number: {}", 3 - left);
}
