//@ failed, 7 points, concurrent
use std::time::{Duration, Instant};

use report::heartbeat;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let (report, ()) = tokio::join!(fetch_report(), heartbeat());
    println!("Report: {report}");
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

// the same as in the library, but it does not block
async fn fetch_report() -> &'static str {
    sleep(Duration::from_secs(1)).await;
    "all is well"
}
