//@ failed, 1 point, crash
use std::time::{Duration, Instant};

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let mut tasks = Vec::new();
    for (name, n) in [("A", 10), ("B", 4), ("C", 6)] {
        tasks.push(tokio::spawn(factorial(name, n)));
    }
    for task in tasks {
        task.await.unwrap();
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn factorial(name: &str, n: u16) {
    let start = Instant::now();
    println!("Task {name}: Starting factorial({n})");
    let mut result: u16 = 1;
    for i in 1..=n {
        result *= i; //~
        sleep(Duration::from_secs(1)).await;
    }
    println!("Task {name}: factorial({n}) = {result}");
    println!(
        "Time taken for Task {name}: {:.4} seconds",
        start.elapsed().as_secs_f64()
    );
}
