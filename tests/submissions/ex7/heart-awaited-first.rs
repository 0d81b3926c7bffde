//@ failed, 4 points, sequential
use std::time::Instant;

use report::{fetch_report, heartbeat};
use tokio::task::{JoinError, spawn_blocking};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), JoinError> {
    let start = Instant::now();
    heartbeat().await; //~
    let report = spawn_blocking(fetch_report).await?;
    println!("Report: {report}");
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}
