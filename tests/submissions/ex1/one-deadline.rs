//@ passed, 10 points, concurrent
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let deadline = start + Duration::from_secs(1);
    let mut tasks = Vec::with_capacity(5);
    for number in 0..5 {
        tasks.push(tokio::spawn(print_number(number, deadline)));
    }
    for task in tasks {
        task.await.unwrap();
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn print_number(number: u32, deadline: Instant) {
    println!("Sleeping for 1 second...");
    sleep_until(deadline).await;
    println!("Number: {number}");
}
