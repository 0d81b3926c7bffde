//! Waiters that are moved from one futex to another, where they are woken, or where their time is over.
//= total 0.3 s

use std::sync::atomic::AtomicU32;
use std::thread;
use std::time::Instant;

use crate::kernel::*;

static ONE: AtomicU32 = AtomicU32::new(7);
static OTHER: AtomicU32 = AtomicU32::new(9);

fn wait(start: Instant) -> (String, bool) {
    let waited = call!(SYS_futex, &ONE, libc::FUTEX_WAIT, 7, &millis(300));
    (said(waited), start.elapsed() >= duration(millis(300)))
}

pub fn main() {
    let start = Instant::now();
    let waiters = [(); 3].map(|()| thread::spawn(move || wait(start)));
    sleep(100);
    let requeue = |value: u32| {
        let operation = libc::FUTEX_CMP_REQUEUE;
        said(call!(SYS_futex, &ONE, operation, 1, 2usize, &OTHER, value))
    };
    println!("another value: {}", requeue(8));
    println!("woken and moved: {}", requeue(7));
    let wake = |word: &AtomicU32| said(call!(SYS_futex, word, libc::FUTEX_WAKE, 1));
    println!("here: {}", wake(&ONE));
    println!("there: {}", wake(&OTHER));
    let mut ends = waiters.map(|waiter| waiter.join().unwrap());
    ends.sort();
    println!("{ends:?}");
}
