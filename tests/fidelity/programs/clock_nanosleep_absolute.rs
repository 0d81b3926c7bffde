//! A sleep until a time: that is past, that is none, that a signal cuts short.
//= total 0.15 s

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    catch(libc::SIGUSR1, 0);
    let until = |clock, time: timespec, rest: &mut timespec| {
        said(call!(
            SYS_clock_nanosleep,
            clock,
            libc::TIMER_ABSTIME,
            &time,
            rest
        ))
    };
    let mut rest = spec(7, 7);
    for time in [
        at(libc::CLOCK_MONOTONIC, -500),
        spec(0, 0),
        spec(-1, 0),
        spec(1, -1),
        spec(1, 1_000_000_000),
    ] {
        println!("{}", until(libc::CLOCK_MONOTONIC, time, &mut rest));
        println!("{}", until(libc::CLOCK_REALTIME, time, &mut rest));
    }
    for time in [at(libc::CLOCK_MONOTONIC, 5000), spec(i64::MAX, 0)] {
        let start = Instant::now();
        let sender = signal_later(libc::SIGUSR1, 50);
        let slept = until(libc::CLOCK_MONOTONIC, time, &mut rest);
        println!("{slept}, {}, rest {}", took(start, 50), rest.tv_sec);
        sender.end();
    }
    // Flags that there are not are ignored.
    let start = Instant::now();
    let slept = call!(
        SYS_clock_nanosleep,
        libc::CLOCK_BOOTTIME,
        64,
        &millis(50),
        NULL
    );
    println!("{}, {}", said(slept), took(start, 50));
    let flag = libc::TIMER_ABSTIME;
    println!(
        "{}",
        said(call!(SYS_clock_nanosleep, 1, flag, NOWHERE, NULL))
    );
}
