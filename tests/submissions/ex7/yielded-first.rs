//@ failed, 4 points, blocking
use std::time::Instant;

use futures::join;
use report::{fetch_report, heartbeat};
use tokio::task::yield_now;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let fetch = async {
        yield_now().await;
        let report = fetch_report(); //~
        yield_now().await;
        report
    };
    let ((), report) = join!(heartbeat(), fetch);
    println!("Report: {report}");
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
