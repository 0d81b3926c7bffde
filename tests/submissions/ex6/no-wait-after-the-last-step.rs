//@ failed, 4 points, concurrent
use std::time::{Duration, Instant};

use futures::future::join3;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    join3(factorial("A", 10), factorial("B", 4), factorial("C", 6)).await;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn factorial(name: &str, n: u64) {
    let start = Instant::now();
    println!("Task {name}: Starting factorial({n})");
    let mut result = 1;
    for i in 2..=n {
        result *= i; // 1 changes nothing
        sleep(Duration::from_secs(1)).await;
    }
    println!("Task {name}: factorial({n}) = {result}");
    println!(
        "Time taken for Task {name}: {:.4} seconds",
        start.elapsed().as_secs_f64()
    );
}
