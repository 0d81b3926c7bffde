//@ passed, 10 points, offloaded
use std::time::Instant;

use report::{fetch_report, heartbeat};

#[tokio::main]
async fn main() {
    let start = Instant::now();
    let (_, report) = tokio::join!(heartbeat(), fetch());
    println!("Report: {report}");
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

/// An async version of fetch_report
async fn fetch() -> String {
    let handle = tokio::task::spawn_blocking(|| fetch_report().to_string());
    handle.await.expect("fetch_report panicked")
}
