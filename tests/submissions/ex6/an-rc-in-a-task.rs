//@ failed, 0 points, does-not-build
use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let mut tasks = Vec::new();
    for (name, n) in [("A", 10), ("B", 4), ("C", 6)] {
        tasks.push(tokio::spawn(factorial(name, n))); //~
    }
    for task in tasks {
        task.await.unwrap();
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn factorial(name: &str, n: u64) {
    let start = Instant::now();
    println!("Task {name}: Starting factorial({n})");
    let result = Rc::new(Cell::new(1));
    for i in 1..=n {
        multiply(result.clone(), i).await;
    }
    println!("Task {name}: factorial({n}) = {}", result.get());
    println!(
        "Time taken for Task {name}: {:.4} seconds",
        start.elapsed().as_secs_f64()
    );
}

async fn multiply(result: Rc<Cell<u64>>, factor: u64) {
    result.set(result.get() * factor);
    sleep(Duration::from_secs(1)).await;
}
