//! Three factorials whose steps block: one after another.
//!
//!     cargo run --bin ex6-blocking
//!
//! It takes 20 seconds: 10 for A, then 4 for B, then 6 for C. The `.await` in each
//! step finds a future that never waits, so it never gives way.

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
    std::thread::sleep(ONE_SECOND); // Holds the thread for a second.
}
