//@ passed, 10 points, concurrent
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), tokio::task::JoinError> {
    let start = Instant::now();
    let mut set = JoinSet::new();
    for number in 0..5 {
        set.spawn(wait_for(number));
    }
    while let Some(result) = set.join_next().await {
        println!("Number: {}", result?);
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}

async fn wait_for(number: u32) -> u32 {
    println!("Sleeping for 1 second...");
    tokio::time::sleep(Duration::from_secs(1)).await;
    number
}
