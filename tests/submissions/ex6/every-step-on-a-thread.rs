//@ failed, 7 points, offloaded
use std::thread;
use std::time::{Duration, Instant};

use tokio::task::{JoinError, spawn_blocking};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), JoinError> {
    let start = Instant::now();
    let a = factorial("A", 10);
    let b = factorial("B", 4);
    let c = factorial("C", 6);
    tokio::try_join!(a, b, c)?;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}

async fn factorial(name: &str, n: u64) -> Result<(), JoinError> {
    let start = Instant::now();
    println!("Task {name}: Starting factorial({n})");
    let mut result = 1;
    for i in 1..=n {
        result = spawn_blocking(move || step(result, i)).await?;
    }
    println!("Task {name}: factorial({n}) = {result}");
    println!(
        "Time taken for Task {name}: {:.4} seconds",
        start.elapsed().as_secs_f64()
    );
    Ok(())
}

fn step(a: u64, b: u64) -> u64 {
    thread::sleep(Duration::from_secs(1)); //~
    a * b
}
