//@ passed, 10 points, concurrent
use std::time::{Duration, Instant};

use futures::future::join_all;
use futures::stream::{self, StreamExt};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let tasks = [("A", 10), ("B", 4), ("C", 6)];
    join_all(tasks.map(|(name, n)| factorial(name, n))).await;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn factorial(name: &'static str, n: u64) {
    println!("Task {name}: Starting factorial({n})");
    let start = Instant::now();
    let step = |product, i| async move {
        let product = product * i;
        tokio::time::sleep(Duration::from_secs(1)).await;
        product
    };
    let result = stream::iter(1..=n).fold(1, step).await;
    let time = start.elapsed();
    println!("Task {name}: factorial({n}) = {result}");
    println!(
        "Time taken for Task {name}: {:.4} seconds",
        time.as_secs_f64()
    );
}
