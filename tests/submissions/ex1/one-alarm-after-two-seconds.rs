//@ failed, 4 points, concurrent
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::Notify;
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let bell = Arc::new(Notify::new());
    let hs: Vec<_> = (0..5)
        .map(|n| {
            let bell = bell.clone();
            tokio::spawn(async move {
                println!("Sleeping for 1 second...");
                bell.notified().await;
                println!("Number: {n}");
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_secs(2)).await; //~
    bell.notify_waiters();
    for h in hs {
        h.await.unwrap();
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
