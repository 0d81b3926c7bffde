//! `FUTEX_WAIT_REQUEUE_PI`: expired, and moved on to a lock by `FUTEX_CMP_REQUEUE_PI`.
//= total 0.15 s

use std::sync::atomic::AtomicU32;
use std::thread;
use std::time::Instant;

use crate::kernel::*;

static CONDITION: AtomicU32 = AtomicU32::new(7);
static LOCK: AtomicU32 = AtomicU32::new(0);

fn wait(time: timespec) -> String {
    let operation = libc::FUTEX_WAIT_REQUEUE_PI;
    said(call!(SYS_futex, &CONDITION, operation, 7, &time, &LOCK))
}

pub fn main() {
    let start = Instant::now();
    println!(
        "{}, {}",
        wait(at(libc::CLOCK_MONOTONIC, 50)),
        took(start, 49)
    );
    println!("past: {}", wait(spec(0, 0)));
    println!("none: {}", wait(spec(0, -1)));
    let waiter = thread::spawn(|| {
        println!("moved on: {}", wait(at(libc::CLOCK_MONOTONIC, 5000)));
        println!("{}", said(call!(SYS_futex, &LOCK, libc::FUTEX_UNLOCK_PI)));
    });
    let waker = wake_later(100, || {
        let operation = libc::FUTEX_CMP_REQUEUE_PI;
        call!(SYS_futex, &CONDITION, operation, 1, 0usize, &LOCK, 7).unwrap()
    });
    waiter.join().unwrap();
    println!("{}", waker.join().unwrap());
}
