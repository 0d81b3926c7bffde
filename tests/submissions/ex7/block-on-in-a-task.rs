//@ failed, 7 points, blocking
use report::{fetch_report, heartbeat};
use std::time::Instant;
#[tokio::main(worker_threads = 3)]
async fn main() {
    let start = Instant::now();
    let h = tokio::spawn(heartbeat());
    let r = tokio::spawn(async {
        futures::executor::block_on(tokio::task::spawn_blocking(fetch_report)).unwrap() //~
    });
    h.await.unwrap();
    println!("Report: {}", r.await.unwrap());
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
