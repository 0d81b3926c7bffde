//@ failed, 4 points, crash
use std::time::Instant;

use report::{fetch_report, heartbeat};
use tokio::task::{JoinError, block_in_place};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), JoinError> {
    let start = Instant::now();
    let heart = tokio::spawn(heartbeat());
    let report = tokio::spawn(async { block_in_place(fetch_report) }); //~
    heart.await?;
    println!("Report: {}", report.await?);
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}
