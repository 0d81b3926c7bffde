//@ passed, 10 points, offloaded
use std::time::Instant;

use report::{fetch_report, heartbeat};
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let (tx, mut rx) = mpsc::channel(1);
    spawn_blocking(move || tx.blocking_send(fetch_report()));

    let mut heart = std::pin::pin!(heartbeat());
    let mut is_beating = true;
    let mut report = None;
    while is_beating || report.is_none() {
        tokio::select! {
            () = &mut heart, if is_beating => is_beating = false,
            Some(received) = rx.recv(), if report.is_none() => report = Some(received),
        }
    }
    println!("Report: {}", report.unwrap_or("none"));
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
