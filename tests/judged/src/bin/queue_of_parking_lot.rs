//! The same with parking_lot's.
//!
//= total 2 s, parked 2 s, blocked 0, offloaded 0, busy 0, idle 2 s, stall 0
//= kind sequential, loop tokio current_thread, line any

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use parking_lot::{Condvar, Mutex};
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let queue = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
    let same = queue.clone();
    let worker = thread::spawn(move || {
        let (jobs, is_filled) = &*same;
        let mut jobs = jobs.lock();
        while jobs.len() < 2 {
            is_filled.wait(&mut jobs);
        }
        println!("{jobs:?}");
    });
    for job in [1, 2] {
        sleep(Duration::from_secs(1)).await;
        queue.0.lock().push(job);
        queue.1.notify_one();
    }
    worker.join().unwrap();
}
