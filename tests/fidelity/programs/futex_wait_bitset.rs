//! `FUTEX_WAIT_BITSET`: until a time by either clock, and woken by the bits that it waits for only.
//= total 0.2 s

use std::sync::atomic::AtomicU32;
use std::thread;
use std::time::Instant;

use crate::kernel::*;

static WORD: AtomicU32 = AtomicU32::new(7);

fn wait(flags: i32, time: timespec, bits: u32) -> String {
    let operation = libc::FUTEX_WAIT_BITSET | libc::FUTEX_PRIVATE_FLAG | flags;
    said(call!(SYS_futex, &WORD, operation, 7, &time, NULL, bits))
}

fn wake(bits: u32) -> i64 {
    let operation = libc::FUTEX_WAKE_BITSET | libc::FUTEX_PRIVATE_FLAG;
    call!(SYS_futex, &WORD, operation, 5, NULL, NULL, bits).unwrap()
}

pub fn main() {
    for (clock, flags) in [
        (libc::CLOCK_MONOTONIC, 0),
        (libc::CLOCK_REALTIME, libc::FUTEX_CLOCK_REALTIME),
    ] {
        let (start, time) = (Instant::now(), at(clock, 50));
        println!("{}, {}", wait(flags, time, 1), took(start, 49));
        println!("past: {}", wait(flags, at(clock, -50), 1));
        println!("zero: {}", wait(flags, spec(0, 0), 1));
        println!("none: {}", wait(flags, spec(0, 1_000_000_000), 1));
        println!("negative: {}", wait(flags, spec(-1, 0), 1));
    }
    println!("no bits: {}", wait(0, spec(0, 0), 0));
    let thread = thread::spawn(|| {
        sleep(50);
        println!("woke {}", wake(4));
        println!("woke {}", wake_later(50, || wake(2)).join().unwrap());
    });
    let start = Instant::now();
    let waited = wait(0, at(libc::CLOCK_MONOTONIC, 5000), 3);
    thread.join().unwrap();
    println!("{waited}, {}", took(start, 100));
    // A clock for a wait that has none of its own.
    let operation = libc::FUTEX_WAIT | libc::FUTEX_CLOCK_REALTIME;
    let (start, time) = (Instant::now(), millis(50));
    let waited = call!(SYS_futex, &WORD, operation, 7, &time);
    println!("{}, {}", said(waited), took(start, 0));
}
