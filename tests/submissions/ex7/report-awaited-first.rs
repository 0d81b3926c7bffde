//@ failed, 4 points, sequential
use std::thread;
use std::time::Instant;

use report::{fetch_report, heartbeat};
use tokio::sync::oneshot;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let report = fetch().await;
    let heart = tokio::spawn(heartbeat());
    heart.await.unwrap();
    println!("Report: {report}");
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn fetch() -> &'static str {
    let (tx, rx) = oneshot::channel();
    thread::spawn(|| tx.send(fetch_report()));
    rx.await.unwrap()
}
