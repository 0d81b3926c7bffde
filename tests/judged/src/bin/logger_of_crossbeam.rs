//! The same with a queue of crossbeam's.
//!
//= total 2 s, parked 2 s, blocked 0, offloaded 0, busy 0, idle 2 s, stall 0
//= kind sequential, loop tokio current_thread, line any

use std::thread;
use std::time::Duration;

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (log, lines) = crossbeam_channel::bounded::<&str>(8);
    let logger = thread::spawn(move || lines.iter().for_each(|line| println!("{line}")));
    for line in ["fetched", "stored"] {
        sleep(Duration::from_secs(1)).await;
        log.send(line).unwrap();
    }
    drop(log);
    logger.join().unwrap();
}
