//! The guard of a blocking lock lives across an await. The other future asks for the lock on the same thread, so that
//! the first is never polled again.
//!
//= total 0, parked 0, blocked any, offloaded 0, busy 0, idle 0, stall any
//= kind deadlock, loop tokio current_thread, line HERE

use std::sync::Mutex;
use std::time::Duration;

use tokio::time::sleep;

static COUNT: Mutex<u32> = Mutex::new(0);

async fn slowly() {
    let mut count = COUNT.lock().unwrap();
    sleep(Duration::from_secs(1)).await;
    *count += 1;
}

async fn quickly() {
    *COUNT.lock().unwrap() += 1; // HERE
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::join!(slowly(), quickly());
}
