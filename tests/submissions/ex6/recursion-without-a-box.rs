//@ failed, 0 points, does-not-build
use std::time::{Duration, Instant};

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    tokio::join!(task("A", 10), task("B", 4), task("C", 6));
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn task(name: &str, n: u64) {
    let start = Instant::now();
    println!("Task {name}: Starting factorial({n})");
    let result = factorial(n).await;
    println!("Task {name}: factorial({n}) = {result}");
    let took = start.elapsed().as_secs_f64();
    println!("Time taken for Task {name}: {took:.4} seconds");
}

async fn factorial(n: u64) -> u64 {
    if n == 0 {
        return 1;
    }
    let product = n * factorial(n - 1).await;
    sleep(Duration::from_secs(1)).await;
    product
}
