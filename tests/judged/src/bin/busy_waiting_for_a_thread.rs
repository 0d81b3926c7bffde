//! A loop that asks again and again whether a thread is done is busy, not waiting.
//!
//= total 0.2 s, parked 0, blocked 0, offloaded 0.2 s, busy 0.2 s, idle 0, stall 0.2 s
//= kind busy, loop tokio current_thread, line any

use std::hint::spin_loop;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

static IS_DONE: AtomicBool = AtomicBool::new(false);

async fn wait() {
    while !IS_DONE.load(Ordering::Acquire) {
        spin_loop();
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    thread::spawn(|| {
        thread::sleep(Duration::from_millis(200));
        IS_DONE.store(true, Ordering::Release);
    });
    tokio::spawn(wait()).await.unwrap();
}
