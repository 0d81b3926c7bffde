//@ passed, 10 points, offloaded
use std::time::Instant;

use report::{fetch_report, heartbeat};
use tokio::task::block_in_place;

#[tokio::main(flavor = "multi_thread", worker_threads = 1)]
async fn main() {
    let start = Instant::now();
    let heart = tokio::spawn(heartbeat());
    // The other tasks of this worker move to another thread meanwhile.
    let report = tokio::spawn(async { block_in_place(fetch_report) });
    heart.await.unwrap();
    println!("Report: {}", report.await.unwrap());
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
