//@ failed, 1 point, wrong-output
use std::time::{Duration, Instant};

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    // run all three
    tokio::select! {
        biased;
        () = factorial("A", 10) => {}
        () = factorial("B", 4) => {}
        () = factorial("C", 6) => {}
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn factorial(name: &str, n: u64) {
    let start = Instant::now();
    println!("Task {name}: Starting factorial({n})");
    let mut result = 1;
    for i in 1..=n {
        result *= i;
        sleep(Duration::from_secs(1)).await;
    }
    println!("Task {name}: factorial({n}) = {result}");
    println!(
        "Time taken for Task {name}: {:.4} seconds",
        start.elapsed().as_secs_f64()
    );
}
