//! The same blocking function, handed to a thread of its own.
//!
//!     cargo run --bin ex7-offloaded
//!
//! It takes 1 second, and the heart beats on all the while: the call holds a thread,
//! but not the one that the event loop runs on. `spawn_blocking` keeps such threads.

use std::error::Error;
use std::time::Instant;

use ex7_blocking_the_loop::{fetch_report, heartbeat};
use tokio::runtime::Builder;
use tokio::task::JoinError;

fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    // One thread runs all tasks, as in asyncio. More of them would only put the
    // trouble off, until as many calls block as there are threads.
    let event_loop = Builder::new_current_thread().enable_time().build()?;
    event_loop.block_on(report_with_heartbeat())?;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}

async fn report_with_heartbeat() -> Result<(), JoinError> {
    let heart = tokio::spawn(heartbeat());
    let report = tokio::task::spawn_blocking(fetch_report); // On a thread for calls that block.
    heart.await?;
    println!("Report: {}", report.await?);
    Ok(())
}
