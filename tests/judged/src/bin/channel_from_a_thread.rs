//! A thread that reads sends each line to a task, which is free to wait for it.
//!
//= total 3 s, parked 3 s, blocked 0, offloaded 3 s, busy 0, idle 0, stall 0
//= kind offloaded, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

use tokio::sync::mpsc;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (send, mut lines) = mpsc::channel(1);
    thread::spawn(move || {
        for line in ["one", "two", "three"] {
            thread::sleep(Duration::from_secs(1)); // HERE
            send.blocking_send(line).unwrap();
        }
    });
    while let Some(line) = lines.recv().await {
        println!("{line}");
    }
}
