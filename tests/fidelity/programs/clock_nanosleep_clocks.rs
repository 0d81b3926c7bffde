//! `clock_nanosleep` by every clock: relative, and until a time.
//= total 0.4 s

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    for clock in [
        libc::CLOCK_REALTIME,
        libc::CLOCK_MONOTONIC,
        libc::CLOCK_BOOTTIME,
        libc::CLOCK_TAI,
    ] {
        let start = Instant::now();
        let slept = call!(SYS_clock_nanosleep, clock, 0, &millis(50), NULL);
        println!("{clock}: {}, {}", said(slept), took(start, 50));
        let (start, until) = (Instant::now(), at(clock, 50));
        let slept = call!(
            SYS_clock_nanosleep,
            clock,
            libc::TIMER_ABSTIME,
            &until,
            NULL
        );
        println!("{clock}: {}, {}", said(slept), took(start, 49));
    }
    for clock in [
        libc::CLOCK_MONOTONIC_RAW,
        libc::CLOCK_REALTIME_COARSE,
        libc::CLOCK_MONOTONIC_COARSE,
        99,
        -1,
    ] {
        let slept = call!(SYS_clock_nanosleep, clock, 0, &millis(50), NULL);
        println!("{clock}: {}", said(slept));
    }
}
