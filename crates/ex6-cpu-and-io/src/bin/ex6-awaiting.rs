//! Three factorials whose steps await: the tasks take turns.
//!
//!     cargo run --bin ex6-awaiting
//!
//! It takes 10 seconds, as long as the longest of the three. B is done after 4
//! seconds, C after 6, A after 10: they wait side by side.

use std::error::Error;

use ex6_cpu_and_io::{ONE_SECOND, run_factorials};
use tokio::runtime::Builder;

fn main() -> Result<(), Box<dyn Error>> {
    // One thread runs all tasks, as in asyncio. It can multiply for only one of them
    // at a time, but it can wait for all of them at once.
    let event_loop = Builder::new_current_thread().enable_time().build()?;
    event_loop.block_on(run_factorials(io))?;
    Ok(())
}

async fn io() {
    tokio::time::sleep(ONE_SECOND).await; // Gives the thread back for a second.
}
