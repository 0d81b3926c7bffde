//@ failed, 4 points, blocking
use std::thread;
use std::time::Instant;

use report::{fetch_report, heartbeat};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let heart = tokio::spawn(heartbeat());
    let report = tokio::spawn(async {
        let thread = thread::spawn(fetch_report);
        thread.join().unwrap() //~
    });
    heart.await.unwrap();
    println!("Report: {}", report.await.unwrap());
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
