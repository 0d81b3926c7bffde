//@ failed, 7 points, blocking
use std::time::Instant;

use report::{fetch_report, heartbeat};

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let start = Instant::now();
    // one thread for each
    let heart = tokio::spawn(heartbeat());
    let report = tokio::spawn(async { fetch_report() }); //~
    let (heart, report) = (heart.await, report.await);
    heart.unwrap();
    println!("Report: {}", report.unwrap());
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
