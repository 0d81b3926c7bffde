//! A channel for tasks also has an end for threads. A thread that waits at it for work is idle.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded 0, busy 0, idle 1 s, stall 0
//= kind concurrent, loop tokio current_thread, line any

use std::thread;
use std::time::Duration;

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (log, lines) = async_channel::bounded(4);
    let logger = thread::spawn(move || {
        while let Ok(line) = lines.recv_blocking() {
            println!("{line}");
        }
    });
    let fetch = |number: u32| {
        let log = log.clone();
        async move {
            sleep(Duration::from_secs(1)).await;
            log.send(number).await.unwrap();
        }
    };
    tokio::join!(fetch(1), fetch(2), fetch(3));
    drop(log);
    logger.join().unwrap();
}
