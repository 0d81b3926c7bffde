//! A second of computing in a task that never gives way.
//!
//!     cargo run --bin ex8-hogging
//!
//! It takes 1.8 seconds: for one of them the heart stands still, because computing
//! holds the event loop's thread as well as any sleep. Then it beats four times more.

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
    }
    pi.value()
}
