//! The smallest executor: one future, and a thread that wakes it.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded 1 s, busy 0, idle 0, stall 0
//= kind offloaded, loop futures, line HERE

use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::thread;
use std::time::Duration;

use futures::executor::block_on;
use futures::future::poll_fn;

static IS_OVER: AtomicBool = AtomicBool::new(false);

fn main() {
    let mut is_begun = false;
    block_on(poll_fn(|context| {
        if IS_OVER.load(Ordering::SeqCst) {
            return Poll::Ready(());
        }
        let waker = context.waker().clone();
        let ring = move || {
            thread::sleep(Duration::from_secs(1)); // HERE
            IS_OVER.store(true, Ordering::SeqCst);
            waker.wake();
        };
        if !is_begun {
            is_begun = true;
            thread::spawn(ring);
        }
        Poll::Pending
    }));
}
