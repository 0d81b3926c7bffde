//@ failed, 7 points, wrong-output
use std::time::Instant;

use report::{fetch_report, heartbeat};
use tokio::task::spawn_blocking;

#[tokio::main]
async fn main() {
    let start = Instant::now();
    let report = spawn_blocking(fetch_report);
    heartbeat().await;
    let report = report.await.unwrap();
    println!("Report: {report:?}");
    println!("Total time: {:?} seconds", start.elapsed().as_secs_f64());
}
