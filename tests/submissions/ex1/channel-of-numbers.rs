//@ passed, 10 points, concurrent
use std::time::{Duration, Instant};

use tokio::sync::mpsc::{self, Sender};
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let (tx, mut rx) = mpsc::channel(5);
    for number in 0..5 {
        tokio::spawn(produce(number, tx.clone()));
    }
    // otherwise recv() never returns None
    drop(tx);
    while let Some(number) = rx.recv().await {
        println!("Number: {number}");
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn produce(number: u32, tx: Sender<u32>) {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await;
    tx.send(number).await.unwrap();
}
