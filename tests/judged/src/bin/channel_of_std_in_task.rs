//! The standard library's channel blocks who receives from it, in a task as well.
//!
//= total 2 s, parked 0, blocked 2 s, offloaded 2 s, busy 0, idle 0, stall 2 s
//= kind blocking, loop tokio current_thread, line HERE

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

async fn collect(numbers: mpsc::Receiver<u32>) -> u32 {
    numbers.iter().sum() // HERE
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (send, numbers) = mpsc::channel();
    thread::spawn(move || {
        thread::sleep(Duration::from_secs(2));
        send.send(7).unwrap();
    });
    println!("{}", tokio::spawn(collect(numbers)).await.unwrap());
}
