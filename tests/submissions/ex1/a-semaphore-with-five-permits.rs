//@ passed, 10 points, concurrent
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let semaphore = Arc::new(Semaphore::new(5));
    let mut tasks = vec![];
    for number in 0..5 {
        let permit = semaphore.clone().acquire_owned().await?;
        tasks.push(tokio::spawn(async move {
            println!("Sleeping for 1 second...");
            sleep(Duration::from_secs(1)).await;
            println!("Number: {number}");
            drop(permit);
        }));
    }
    // all permits are back when all tasks are done
    let _all = semaphore.acquire_many(5).await?;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}
