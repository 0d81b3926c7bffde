//! `select!` polls its branches one after another. The one that blocks keeps the other's timer from being looked at.
//!
//= total 3 s, parked 0, blocked 3 s, offloaded 0, busy 0, idle 0, stall 3 s
//= kind blocking, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

use tokio::time::sleep;

async fn read() {
    thread::sleep(Duration::from_secs(3)); // HERE
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::select! {
        biased;
        () = sleep(Duration::from_secs(1)) => println!("gave up"),
        () = read() => println!("read"),
    }
}
