//! The end for threads, used in a task.
//!
//= total 1 s, parked 0, blocked 1 s, offloaded 1 s, busy 0, idle 0, stall 1 s
//= kind blocking, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (send, numbers) = async_channel::bounded(1);
    thread::spawn(move || {
        thread::sleep(Duration::from_secs(1));
        send.send_blocking(7).unwrap();
    });
    let task = async move { numbers.recv_blocking().unwrap() }; // HERE
    println!("{}", tokio::spawn(task).await.unwrap());
}
