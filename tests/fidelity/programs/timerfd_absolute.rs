//! Timers that go off at a time: one that is to come, one that is past, one that is past and periodic.
//= total 0.15 s

use std::time::Instant;

use crate::kernel::*;

fn count(timer: i32) -> String {
    let mut count = [0; 8];
    let got = read(timer, &mut count);
    got.map_or_else(
        |error| error.to_string(),
        |_| u64::from_ne_bytes(count).to_string(),
    )
}

pub fn main() {
    for clock in [
        libc::CLOCK_REALTIME,
        libc::CLOCK_MONOTONIC,
        libc::CLOCK_BOOTTIME,
    ] {
        let timer = call!(SYS_timerfd_create, clock, 0).unwrap() as i32;
        let set = |interval, value| {
            let time = [interval, value];
            let flags = libc::TFD_TIMER_ABSTIME;
            said(call!(SYS_timerfd_settime, timer, flags, &time, NULL))
        };
        let start = Instant::now();
        println!("{}", set(spec(0, 0), at(clock, 50)));
        println!("to come: {}, {}", count(timer), took(start, 49));
        println!("{}", set(spec(0, 0), at(clock, -1000)));
        println!("past: {}", count(timer));
        println!("{}", set(spec(0, 0), spec(0, 1)));
        println!("long past: {}", count(timer));
        println!("{}", set(spec(10, 0), at(clock, -95_000)));
        println!("ten times past: {}", count(timer));
        println!("{}", set(spec(0, 0), spec(-1, 0)));
    }
}
