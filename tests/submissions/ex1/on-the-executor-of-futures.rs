//@ passed, 10 points, concurrent
use std::time::{Duration, Instant};

use futures::executor::LocalPool;
use futures::task::LocalSpawnExt;
use tokio::runtime::Runtime;
use tokio::time::sleep;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    // Tokio is only here for its clock.
    let tokio = Runtime::new()?;
    let _inside = tokio.enter();
    let mut pool = LocalPool::new();
    for number in 0..5 {
        pool.spawner().spawn_local(async move {
            println!("Sleeping for 1 second...");
            sleep(Duration::from_secs(1)).await;
            println!("Number: {number}");
        })?;
    }
    pool.run();
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}
