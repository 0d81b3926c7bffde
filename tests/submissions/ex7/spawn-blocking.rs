//@ passed, 10 points, offloaded
use std::error::Error;
use std::time::Instant;

use report::{fetch_report, heartbeat};
use tokio::runtime::Builder;
use tokio::task::spawn_blocking;

fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let event_loop = Builder::new_current_thread().enable_time().build()?;
    let report = event_loop.block_on(async {
        let heart = tokio::spawn(heartbeat());
        let report = spawn_blocking(fetch_report);
        heart.await?;
        report.await
    })?;
    println!("Report: {report}");
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}
