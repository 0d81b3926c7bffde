//@ passed, 10 points, sequential
use std::time::{Duration, Instant};

use tokio::sync::broadcast::{self, Receiver};
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let (clock, ticks) = broadcast::channel(16);
    let a = tokio::spawn(factorial("A", 10, clock.subscribe()));
    let b = tokio::spawn(factorial("B", 4, clock.subscribe()));
    let c = tokio::spawn(factorial("C", 6, ticks));
    // Ticks as long as somebody listens.
    let clock = tokio::spawn(async move {
        loop {
            sleep(Duration::from_secs(1)).await;
            if clock.send(()).is_err() {
                break;
            }
        }
    });
    tokio::try_join!(a, b, c).unwrap();
    clock.abort();
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn factorial(name: &str, n: u64, mut ticks: Receiver<()>) {
    let start = Instant::now();
    println!("Task {name}: Starting factorial({n})");
    let mut result = 1;
    for i in 1..=n {
        result *= i;
        ticks.recv().await.unwrap();
    }
    println!("Task {name}: factorial({n}) = {result}");
    println!(
        "Time taken for Task {name}: {:.4} seconds",
        start.elapsed().as_secs_f64()
    );
}
