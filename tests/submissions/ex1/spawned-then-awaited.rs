//@ passed, 10 points, concurrent
use std::error::Error;
use std::time::{Duration, Instant};

use tokio::runtime::Builder;
use tokio::task::JoinError;
use tokio::time::sleep;

fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    // One thread runs all tasks, as in asyncio. What we win comes from waiting
    // together, not from more threads.
    let event_loop = Builder::new_current_thread().enable_time().build()?;
    event_loop.block_on(print_numbers())?;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}

async fn print_numbers() -> Result<(), JoinError> {
    let mut tasks = Vec::new();
    for number in 0..5 {
        // `spawn` hands the future to the event loop: from here on it can run.
        tasks.push(tokio::spawn(print_number(number)));
    }
    // Only now do we wait, when all five are under way.
    for task in tasks {
        task.await?;
    }
    Ok(())
}

async fn print_number(number: u32) {
    println!("Sleeping for 1 second...");
    // Stands for anything slow that is not computing: a file, a server, a database.
    sleep(Duration::from_secs(1)).await;
    println!("Number: {number}");
}
