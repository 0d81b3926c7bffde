//! Five tasks, spawned together, that sleep without an `.await`.
//!
//!     cargo run --bin ex3-blocking-sleep
//!
//! It takes 5 seconds. A task keeps its thread until it awaits, and these never do:
//! while one sleeps, the event loop is stuck in it and can start no other.

use std::error::Error;
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::Builder;
use tokio::task::JoinError;

fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    // One thread runs all tasks, as in asyncio. With five worker threads each task
    // would block its own, and the mistake would not show in the time.
    let event_loop = Builder::new_current_thread().enable_time().build()?;
    event_loop.block_on(print_numbers())?;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}

async fn print_numbers() -> Result<(), JoinError> {
    let mut tasks = Vec::new();
    for number in 0..5 {
        tasks.push(tokio::spawn(print_number(number)));
    }
    for task in tasks {
        task.await?;
    }
    Ok(())
}

// `async` alone does not make a function give way: only an `.await` inside it does.
async fn print_number(number: u32) {
    println!("Sleeping for 1 second...");
    thread::sleep(Duration::from_secs(1)); // Holds the thread, and with it the event loop.
    println!("Number: {number}");
}
