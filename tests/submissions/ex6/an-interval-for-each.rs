//@ passed, 10 points, concurrent
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::interval;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    tasks.spawn(factorial('A', 10));
    tasks.spawn(factorial('B', 4));
    tasks.spawn(factorial('C', 6));
    tasks.join_all().await;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn factorial(name: char, n: u32) {
    let start = Instant::now();
    println!("Task {name}: Starting factorial({n})");
    let mut seconds = interval(Duration::from_secs(1));
    seconds.tick().await; // the first tick comes at once
    let mut result = 1_u32;
    for factor in 1..=n {
        result *= factor;
        seconds.tick().await;
    }
    println!("Task {name}: factorial({n}) = {result}");
    println!(
        "Time taken for Task {name}: {:.4} seconds",
        start.elapsed().as_secs_f64()
    );
}
