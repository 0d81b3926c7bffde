//! Five futures, each awaited as soon as it is made.
//!
//!     cargo run --bin ex2-await-in-turn
//!
//! It takes 5 seconds. There is an event loop, and it is free during every sleep,
//! but it has nothing else to run: the next future is made only when this one is done.

use std::io;
use std::time::{Duration, Instant};

use tokio::runtime::Builder;
use tokio::time::sleep;

fn main() -> io::Result<()> {
    let start = Instant::now();
    // One thread runs all tasks, as in asyncio. More threads would not help here:
    // there is never a second task.
    let event_loop = Builder::new_current_thread().enable_time().build()?;
    event_loop.block_on(print_numbers());
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}

async fn print_numbers() {
    for number in 0..5 {
        // Calling an async function runs nothing: it makes a future, and a future
        // is lazy. `.await` steps into it and stays until it is done.
        print_number(number).await;
    }
}

async fn print_number(number: u32) {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await;
    println!("Number: {number}");
}
