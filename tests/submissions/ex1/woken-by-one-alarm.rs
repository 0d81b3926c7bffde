//@ passed, 10 points, concurrent
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Notify;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let alarm = Arc::new(Notify::new());
    let mut tasks = Vec::new();
    for number in 0..5 {
        let alarm = alarm.clone();
        tasks.push(tokio::spawn(async move {
            println!("Sleeping for 1 second...");
            alarm.notified().await;
            println!("Number: {number}");
        }));
    }
    // One clock is enough to wake them all.
    sleep(Duration::from_secs(1)).await;
    alarm.notify_waiters();
    for task in tasks {
        task.await.unwrap();
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
