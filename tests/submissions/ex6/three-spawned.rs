//@ passed, 10 points, concurrent
use std::error::Error;
use std::time::{Duration, Instant};

use tokio::runtime::Builder;
use tokio::time::sleep;

fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let event_loop = Builder::new_current_thread().enable_time().build()?;
    event_loop.block_on(async {
        let mut tasks = Vec::new();
        for (name, n) in [("A", 10), ("B", 4), ("C", 6)] {
            tasks.push(tokio::spawn(factorial(name, n)));
        }
        for task in tasks {
            task.await?;
        }
        Ok::<_, Box<dyn Error>>(())
    })?;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
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
