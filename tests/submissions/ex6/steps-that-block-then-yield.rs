//@ failed, 4 points, blocking
use std::time::{Duration, Instant};

use tokio::task::yield_now;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let a = tokio::spawn(factorial("A", 10));
    let b = tokio::spawn(factorial("B", 4));
    let c = tokio::spawn(factorial("C", 6));
    for task in [a, b, c] {
        task.await.unwrap();
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn factorial(name: &str, n: u64) {
    let start = Instant::now();
    println!("Task {name}: Starting factorial({n})");
    let mut result = 1;
    for i in 1..=n {
        result *= i;
        std::thread::sleep(Duration::from_secs(1)); //~
        yield_now().await; // so that they take turns
    }
    println!("Task {name}: factorial({n}) = {result}");
    println!(
        "Time taken for Task {name}: {:.4} seconds",
        start.elapsed().as_secs_f64()
    );
}
