//@ passed, 10 points, concurrent
use std::time::{Duration, Instant};

use futures::stream::{self, StreamExt};

const TASKS: usize = 5;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let numbers: Vec<usize> = stream::iter(0..TASKS)
        .map(|number| async move {
            println!("Sleeping for 1 second...");
            tokio::time::sleep(Duration::from_secs(1)).await;
            number
        })
        .buffer_unordered(TASKS)
        .collect()
        .await;
    for number in numbers {
        println!("Number: {number}");
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
