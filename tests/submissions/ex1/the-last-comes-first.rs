//@ passed, 10 points, concurrent
use std::time::{Duration, Instant};

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let mut tasks = Vec::new();
    for number in 0..5 {
        tasks.push(tokio::spawn(async move {
            println!("Sleeping for 1 second...");
            sleep(Duration::from_secs(1)).await;
            number
        }));
    }
    while let Some(task) = tasks.pop() {
        println!("Number: {}", task.await.unwrap());
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
