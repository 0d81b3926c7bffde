//! The C library's condition variables: until a time by the wall's clock or the machine's, woken, too late.
//= total 0.25 s

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use crate::kernel::*;

unsafe extern "C" {
    // glibc has it, and the libc crate not.
    fn pthread_cond_clockwait(
        condition: *mut libc::pthread_cond_t,
        mutex: *mut libc::pthread_mutex_t,
        clock: libc::clockid_t,
        time: *const timespec,
    ) -> i32;
}

static mut CONDITION: libc::pthread_cond_t = libc::PTHREAD_COND_INITIALIZER;
static mut MUTEX: libc::pthread_mutex_t = libc::PTHREAD_MUTEX_INITIALIZER;

/// Waits by a clock, by `pthread_cond_timedwait` where that is `None`.
fn wait(clock: Option<i32>, time: timespec) -> String {
    let (condition, mutex) = (&raw mut CONDITION, &raw mut MUTEX);
    // SAFETY: both are initialised and stay where they are.
    said(returned(unsafe {
        libc::pthread_mutex_lock(mutex);
        let waited = match clock {
            None => libc::pthread_cond_timedwait(condition, mutex, &time),
            Some(clock) => pthread_cond_clockwait(condition, mutex, clock, &time),
        };
        libc::pthread_mutex_unlock(mutex);
        waited
    }))
}

pub fn main() {
    let (real, monotonic) = (libc::CLOCK_REALTIME, libc::CLOCK_MONOTONIC);
    for (by, clock) in [
        (None, real),
        (Some(real), real),
        (Some(monotonic), monotonic),
    ] {
        let (start, time) = (Instant::now(), at(clock, 50));
        println!("{}, {}", wait(by, time), took(start, 49));
        println!("past: {}", wait(by, at(clock, -50)));
        println!("none: {}", wait(by, spec(0, 1_000_000_000)));
    }
    println!("by no clock: {}", wait(Some(99), spec(0, 0)));
    for by in [real, monotonic] {
        let is_awake = Arc::new(AtomicBool::new(false));
        let seen = is_awake.clone();
        let waker = wake_later(50, move || {
            // SAFETY: as above.
            unsafe { libc::pthread_cond_broadcast(&raw mut CONDITION) };
            seen.load(Ordering::SeqCst).into()
        });
        let woken = wait(Some(by), at(by, 5000));
        is_awake.store(true, Ordering::SeqCst);
        waker.join().unwrap();
        println!("{woken}");
    }
}
