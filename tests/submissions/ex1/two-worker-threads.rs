//@ passed, 10 points, concurrent
use std::time::{Duration, Instant};

use tokio::task::JoinHandle;
use tokio::time::sleep;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let start = Instant::now();
    let handles: Vec<JoinHandle<u32>> = (0..5).map(|i| tokio::spawn(sleep_then(i))).collect();
    // With two threads the tasks may end in any order, so the printing is done here.
    for handle in handles {
        let number = handle.await.expect("task panicked");
        println!("Number: {number}");
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn sleep_then(number: u32) -> u32 {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await;
    number
}
