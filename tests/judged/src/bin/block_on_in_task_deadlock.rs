//! The callback of a library is no `async fn`, so it blocks on a message. But the task that would send it runs
//! on the very thread that is blocked.
//!
//= total 0, parked 0, blocked any, offloaded 0, busy 0, idle 0, stall any
//= kind deadlock, loop tokio current_thread, line HERE

use futures::executor::block_on;
use tokio::sync::mpsc;

fn callback(numbers: &mut mpsc::Receiver<u32>) -> Option<u32> {
    block_on(numbers.recv()) // HERE
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (send, mut numbers) = mpsc::channel(1);
    let caller = tokio::spawn(async move { callback(&mut numbers) });
    let sender = tokio::spawn(async move { send.send(7).await });
    println!("{:?}", caller.await.unwrap());
    sender.await.unwrap().unwrap();
}
