//! The same with tasks: the loop is parked, and nobody is left to wake it.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded 0, busy 0, idle 0, stall 0
//= kind deadlock, loop tokio current_thread, line any

use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (send, mut numbers) = mpsc::channel(4);
    for number in 0..2 {
        let send = send.clone();
        tokio::spawn(async move {
            sleep(Duration::from_secs(1)).await;
            send.send(number).await.unwrap();
        });
    }
    while let Some(number) = numbers.recv().await {
        println!("{number}");
    }
}
