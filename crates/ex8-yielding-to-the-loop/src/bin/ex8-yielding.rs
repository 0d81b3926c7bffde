//! The same computing in a task that gives way after every piece.
//!
//!     cargo run --bin ex8-yielding
//!
//! It takes 1 second, and the heart beats on: at each yield the event loop checks who
//! else can run, and comes back to the computing at once when nobody can.

use std::error::Error;
use std::time::Instant;

use ex8_yielding_to_the_loop::{PIECES, Pi, heartbeat};
use tokio::runtime::Builder;
use tokio::task::JoinError;

fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    // One thread runs all tasks, as in asyncio. Async does not add computing power:
    // it shares out what there is.
    let event_loop = Builder::new_current_thread().enable_time().build()?;
    event_loop.block_on(pi_with_heartbeat())?;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}

async fn pi_with_heartbeat() -> Result<(), JoinError> {
    let heart = tokio::spawn(heartbeat());
    let pi = tokio::spawn(compute_pi());
    heart.await?;
    println!("Pi: {:.3}", pi.await?);
    Ok(())
}

async fn compute_pi() -> f64 {
    let mut pi = Pi::default();
    for _ in 0..PIECES {
        pi.add_terms();
        tokio::task::yield_now().await; // "I am not done, but others may have a turn."
    }
    pi.value()
}
