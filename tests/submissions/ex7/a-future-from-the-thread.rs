//@ failed, 4 points, blocking
use std::time::Instant;

use report::{fetch_report, heartbeat};
use tokio::task::{JoinError, spawn_blocking};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), JoinError> {
    let start = Instant::now();
    let heart = tokio::spawn(heartbeat());
    let report = tokio::spawn(async {
        let report = spawn_blocking(|| async {
            fetch_report() //~
        });
        report.await.unwrap().await
    });
    heart.await?;
    println!("Report: {}", report.await?);
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}
