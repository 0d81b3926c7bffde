//! `futex_waitv`: several words at once, until a time by either clock.
//= falls back

use std::sync::atomic::AtomicU32;
use std::time::Instant;

use crate::kernel::*;

static WORDS: [AtomicU32; 2] = [const { AtomicU32::new(7) }; 2];

#[repr(C)]
struct Waiter {
    value: u64,
    address: u64,
    flags: u32,
    reserved: u32,
}

fn wait(value: u64, time: &timespec, clock: i32) -> String {
    let waiters = [0, 1].map(|word| Waiter {
        value: if word == 1 { value } else { 7 },
        address: std::ptr::from_ref(&WORDS[word]) as u64,
        flags: 2,
        reserved: 0,
    });
    said(call!(SYS_futex_waitv, &waiters, 2, 0, time, clock))
}

pub fn main() {
    for clock in [libc::CLOCK_MONOTONIC, libc::CLOCK_REALTIME] {
        let (start, time) = (Instant::now(), at(clock, 50));
        println!("{}, {}", wait(7, &time, clock), took(start, 49));
        println!("past: {}", wait(7, &at(clock, -50), clock));
    }
    println!("another value: {}", wait(8, &spec(0, 0), 1));
    println!("none: {}", wait(7, &spec(0, -1), 1));
    println!("by no clock: {}", wait(7, &spec(0, 0), 2));
    let waker = wake_later(50, || {
        call!(SYS_futex, &WORDS[1], libc::FUTEX_WAKE, 1).unwrap()
    });
    println!("woken: {}", wait(7, &at(libc::CLOCK_MONOTONIC, 5000), 1));
    waker.join().unwrap();
}
