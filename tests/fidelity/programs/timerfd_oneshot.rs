//! A timer that goes off once, by each clock; reading it blocks until then, and not any more after.
//= total 0.4 s

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    for clock in [
        libc::CLOCK_REALTIME,
        libc::CLOCK_MONOTONIC,
        libc::CLOCK_BOOTTIME,
    ] {
        let timer = call!(SYS_timerfd_create, clock, 0).unwrap() as i32;
        let (start, mut count) = (Instant::now(), [0; 8]);
        let time = [spec(0, 0), millis(100)];
        println!(
            "{}",
            said(call!(SYS_timerfd_settime, timer, 0, &time, NULL))
        );
        let got = said(read(timer, &mut count));
        println!(
            "{clock}: {got}, {}, {}",
            u64::from_ne_bytes(count),
            took(start, 100)
        );
        let mut file = libc::pollfd {
            fd: timer,
            events: libc::POLLIN,
            revents: 0,
        };
        println!("{}", said(call!(SYS_poll, &mut file, 1, 0)));
    }
    // Set again before it has gone off, and disarmed.
    let timer = call!(SYS_timerfd_create, 1, libc::TFD_NONBLOCK).unwrap() as i32;
    let set = |millis: timespec| {
        let time = [spec(0, 0), millis];
        call!(SYS_timerfd_settime, timer, 0, &time, NULL).unwrap()
    };
    set(millis(20));
    set(millis(5000));
    sleep(50);
    println!("{}", said(read(timer, &mut [0; 8])));
    set(millis(20));
    set(spec(0, 0));
    sleep(50);
    println!("{}", said(read(timer, &mut [0; 8])));
}
