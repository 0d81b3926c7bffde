//! A writer of one's own, which looks twice a second whether there is something to flush. It waits for work, though
//! with a deadline: idle.
//!
//= total 2 s, parked 2 s, blocked 0, offloaded 0, busy 0, idle 2 s, stall 0
//= kind concurrent, loop tokio current_thread, line any

use std::io::{BufWriter, Write, stdout};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (log, lines) = mpsc::channel::<String>();
    let writer = thread::spawn(move || {
        let mut out = BufWriter::new(stdout());
        loop {
            match lines.recv_timeout(Duration::from_millis(500)) {
                Ok(line) => writeln!(out, "{line}").unwrap(),
                Err(RecvTimeoutError::Timeout) => out.flush().unwrap(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
    });
    let fetch = async |number: u32| {
        sleep(Duration::from_secs(2)).await;
        log.send(format!("fetched {number}")).unwrap();
    };
    tokio::join!(fetch(1), fetch(2));
    drop(log);
    writer.join().unwrap();
}
