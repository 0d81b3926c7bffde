//! Each of two tasks waits for what the other would send.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded 0, busy 0, idle any, stall 0
//= kind deadlock, loop tokio multi_thread, line any

use std::time::Duration;

use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::sleep;

async fn pass_on(mut from: Receiver<u32>, to: Sender<u32>) {
    sleep(Duration::from_secs(1)).await;
    let number = from.recv().await.unwrap();
    to.send(number + 1).await.unwrap();
}

#[tokio::main(worker_threads = 1)]
async fn main() {
    let (to_left, at_left) = channel(1);
    let (to_right, at_right) = channel(1);
    let left = tokio::spawn(pass_on(at_left, to_right));
    let right = tokio::spawn(pass_on(at_right, to_left));
    left.await.unwrap();
    right.await.unwrap();
}
