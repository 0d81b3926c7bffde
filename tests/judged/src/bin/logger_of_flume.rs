//! The same with a queue of flume's.
//!
//= total 2 s, parked 2 s, blocked 0, offloaded 0, busy 0, idle 2 s, stall 0
//= kind sequential, loop tokio current_thread, line any

use std::thread;
use std::time::Duration;

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (log, lines) = flume::unbounded::<&str>();
    let logger = thread::spawn(move || {
        for line in lines {
            println!("{line}");
        }
    });
    for line in ["asked", "answered"] {
        sleep(Duration::from_secs(1)).await;
        log.send_async(line).await.unwrap();
    }
    drop(log);
    logger.join().unwrap();
}
