//! Whoever offers others the core until a time comes sees it come, and so does one who waits for others.
//= total 0.1 s

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;

use crate::kernel::*;

static IS_SET: AtomicBool = AtomicBool::new(false);

pub fn main() {
    let start = Instant::now();
    while start.elapsed() < duration(millis(50)) {
        thread::yield_now();
    }
    println!("{}", took(start, 50));
    let setter = thread::spawn(|| {
        sleep(50);
        IS_SET.store(true, Ordering::SeqCst);
    });
    while !IS_SET.load(Ordering::SeqCst) {
        thread::yield_now();
    }
    println!("{}", took(start, 100));
    setter.join().unwrap();
    println!("{}", said(call!(SYS_sched_yield)));
}
