//! `FUTEX_WAIT`: relative, woken, expired, and what it refuses.
//= total 0.15 s

use std::sync::atomic::AtomicU32;
use std::time::Instant;

use crate::kernel::*;

static WORD: AtomicU32 = AtomicU32::new(7);
static WORDS: [u32; 2] = [7; 2];

pub fn main() {
    let wait =
        |value: u32, time: timespec| said(call!(SYS_futex, &WORD, libc::FUTEX_WAIT, value, &time));
    let start = Instant::now();
    println!("{}, {}", wait(7, millis(100)), took(start, 100));
    println!("{}", wait(8, millis(100)));
    for time in [spec(0, 0), spec(-1, 0), spec(0, -1), spec(0, 1_000_000_000)] {
        println!("{}", wait(7, time));
    }
    let waker = wake_later(50, || call!(SYS_futex, &WORD, libc::FUTEX_WAKE, 5).unwrap());
    let start = Instant::now();
    println!("{}, {}", wait(7, spec(i64::MAX, 0)), took(start, 50));
    println!("woke {}", waker.join().unwrap());
    let wait = |word: usize, time: usize| said(call!(SYS_futex, word, libc::FUTEX_WAIT, 7, time));
    println!("{}", wait(NOWHERE, NULL));
    println!("{}", wait(std::ptr::from_ref(&WORDS) as usize + 1, NULL));
    println!("{}", wait(std::ptr::from_ref(&WORD) as usize, NOWHERE));
    println!("{}", said(call!(SYS_futex, &WORD, 99, 7)));
}
