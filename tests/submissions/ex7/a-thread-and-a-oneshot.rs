//@ passed, 10 points, offloaded
use std::error::Error;
use std::thread;
use std::time::Instant;

use report::{fetch_report, heartbeat};
use tokio::sync::oneshot;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let (sender, receiver) = oneshot::channel();
    thread::spawn(move || {
        let _ = sender.send(fetch_report());
    });
    heartbeat().await;
    println!("Report: {}", receiver.await?);
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}
