//! The queue takes one item, so the producer goes at the consumer's pace. Both wait without blocking.
//!
//= total 3 s, parked 3 s, blocked 0, offloaded 0, busy 0, idle 0, stall 0
//= kind sequential, loop tokio current_thread, line any

use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (send, mut items) = mpsc::channel(1);
    tokio::spawn(async move {
        for item in 0..3 {
            send.send(item).await.unwrap();
        }
    });
    while let Some(item) = items.recv().await {
        sleep(Duration::from_secs(1)).await;
        println!("{item}");
    }
}
