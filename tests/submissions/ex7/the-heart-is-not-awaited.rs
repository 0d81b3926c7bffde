//@ failed, 7 points, wrong-output
use std::time::Instant;

use report::{fetch_report, heartbeat};
use tokio::task::spawn_blocking;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let _heart = tokio::spawn(heartbeat());
    match spawn_blocking(fetch_report).await {
        Ok(report) => println!("Report: {report}"),
        Err(error) => println!("No report: {error}"),
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
