//! Flume's channel has two ways to receive. This is the one for threads.
//!
//= total 2 s, parked 0, blocked 2 s, offloaded 2 s, busy 0, idle 0, stall 2 s
//= kind blocking, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (send, numbers) = flume::bounded(1);
    thread::spawn(move || {
        thread::sleep(Duration::from_secs(2));
        send.send(7).unwrap();
    });
    let task = async move { numbers.recv().unwrap() }; // HERE
    println!("{}", tokio::spawn(task).await.unwrap());
}
