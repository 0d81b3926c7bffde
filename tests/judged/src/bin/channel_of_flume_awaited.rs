//! And this is the one for tasks: the event loop is parked until the thread sends.
//!
//= total 2 s, parked 2 s, blocked 0, offloaded 2 s, busy 0, idle 0, stall 0
//= kind offloaded, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (send, numbers) = flume::bounded(1);
    thread::spawn(move || {
        thread::sleep(Duration::from_secs(2)); // HERE
        send.send(7).unwrap();
    });
    let task = async move { numbers.recv_async().await.unwrap() };
    println!("{}", tokio::spawn(task).await.unwrap());
}
