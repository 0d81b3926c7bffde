//! The only permit is asked for by the task that holds it.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded 0, busy 0, idle 0, stall 0
//= kind deadlock, loop tokio current_thread, line any

use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::sleep;

static PERMITS: Semaphore = Semaphore::const_new(1);

async fn write(line: &str) {
    let _permit = PERMITS.acquire().await.unwrap();
    println!("{line}");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    sleep(Duration::from_secs(1)).await;
    let _permit = PERMITS.acquire().await.unwrap();
    write("all or nothing").await;
}
