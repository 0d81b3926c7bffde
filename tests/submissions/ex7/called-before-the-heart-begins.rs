//@ failed, 4 points, blocking
use std::time::Instant;

use report::{fetch_report, heartbeat};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    // the report takes longest, so it comes first
    let report = fetch_report(); //~
    let heart = tokio::spawn(heartbeat());
    heart.await.unwrap();
    println!("Report: {report}");
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
