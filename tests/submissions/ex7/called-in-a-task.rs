//@ failed, 4 points, blocking
use std::error::Error;
use std::time::Instant;

use report::{fetch_report, heartbeat};
use tokio::runtime::Builder;

fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let event_loop = Builder::new_current_thread().enable_time().build()?;
    event_loop.block_on(async {
        let heart = tokio::spawn(heartbeat());
        let report = tokio::spawn(fetch());
        heart.await?;
        println!("Report: {}", report.await?);
        Ok::<(), Box<dyn Error>>(())
    })?;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}

async fn fetch() -> &'static str {
    fetch_report() //~
}
