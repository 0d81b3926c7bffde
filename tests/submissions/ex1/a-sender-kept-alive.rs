//@ failed, 1 point, deadlock
use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let (sender, mut receiver) = mpsc::unbounded_channel();
    for number in 0..5 {
        let sender = sender.clone();
        tokio::spawn(async move {
            println!("Sleeping for 1 second...");
            sleep(Duration::from_secs(1)).await;
            sender.send(number).unwrap();
        });
    }
    while let Some(number) = receiver.recv().await {
        println!("Number: {number}");
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
