//! A queue made of a mutex and a condition variable: the thread that waits at it for work is idle.
//!
//= total 2 s, parked 2 s, blocked 0, offloaded 0, busy 0, idle 2 s, stall 0
//= kind sequential, loop tokio current_thread, line any

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use tokio::time::sleep;

#[derive(Default)]
struct Queue {
    jobs: Mutex<VecDeque<u32>>,
    is_filled: Condvar,
}

fn take(queue: &Queue) -> u32 {
    let jobs = queue.jobs.lock().unwrap();
    let mut jobs = queue
        .is_filled
        .wait_while(jobs, |jobs| jobs.is_empty())
        .unwrap();
    jobs.pop_front().unwrap()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let queue = Arc::new(Queue::default());
    let same = queue.clone();
    let worker = thread::spawn(move || println!("{} and {}", take(&same), take(&same)));
    for job in [1, 2] {
        sleep(Duration::from_secs(1)).await;
        queue.jobs.lock().unwrap().push_back(job);
        queue.is_filled.notify_one();
    }
    worker.join().unwrap();
}
