//! A thread holds a lock for two seconds, and a task waits for it in a call that blocks.
//!
//= total 2 s, parked 0, blocked 2 s, offloaded 2 s, busy 0, idle 0, stall 2 s
//= kind blocking, loop tokio current_thread, line HERE

use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::Duration;

static STATE: Mutex<u32> = Mutex::new(0);

async fn read() -> u32 {
    *STATE.lock().unwrap() // HERE
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let is_locked = Arc::new(Barrier::new(2));
    let same = is_locked.clone();
    thread::spawn(move || {
        let mut state = STATE.lock().unwrap();
        same.wait();
        thread::sleep(Duration::from_secs(2));
        *state = 7;
    });
    is_locked.wait();
    println!("{}", tokio::spawn(read()).await.unwrap());
}
