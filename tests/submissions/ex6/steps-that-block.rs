//@ failed, 1 point, blocking
use std::thread;
use std::time::{Duration, Instant};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let (a, b, c) = (factorial("A", 10), factorial("B", 4), factorial("C", 6));
    futures::join!(a, b, c);
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn factorial(name: &str, n: u64) {
    let start = Instant::now();
    println!("Task {name}: Starting factorial({n})");
    let mut result = 1;
    for i in 1..=n {
        result = multiply(result, i).await;
    }
    println!("Task {name}: factorial({n}) = {result}");
    println!(
        "Time taken for Task {name}: {:.4} seconds",
        start.elapsed().as_secs_f64()
    );
}

async fn multiply(a: u64, b: u64) -> u64 {
    let product = a * b;
    thread::sleep(Duration::from_secs(1)); //~
    product
}
