//! Standard input that is at its end keeps nobody waiting.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded 0, busy 0, idle any, stall 0
//= kind concurrent, loop tokio current_thread, line any

use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader, stdin};
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut lines = BufReader::new(stdin()).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        println!("{line}");
    }
    let second = Duration::from_secs(1);
    tokio::join!(sleep(second), sleep(second));
}
