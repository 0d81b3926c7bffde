//! A thread that waits for lines to print keeps nobody from anything: it is idle.
//!
//= total 3 s, parked 3 s, blocked 0, offloaded 0, busy 0, idle 3 s, stall 0
//= kind sequential, loop tokio current_thread, line any

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (log, lines) = mpsc::channel();
    let logger = thread::spawn(move || {
        while let Ok(line) = lines.recv() {
            println!("{line}");
        }
    });
    for round in 1..=3 {
        sleep(Duration::from_secs(1)).await;
        log.send(format!("round {round}")).unwrap();
    }
    drop(log);
    logger.join().unwrap();
}
