//! A timer of `timer_create` that sends a signal: once, again and again, set anew, asked, deleted.
//= falls back

use std::mem;
use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    block(&[libc::SIGUSR1]);
    let event = notify(libc::SIGEV_SIGNAL, libc::SIGUSR1, 0);
    let mut timer = 0;
    let created = call!(SYS_timer_create, libc::CLOCK_MONOTONIC, &event, &mut timer);
    println!("{}", said(created));
    let wait = |limit: i64| {
        // SAFETY: zeros are a valid `siginfo_t`.
        let mut about: libc::siginfo_t = unsafe { mem::zeroed() };
        let set = set(&[libc::SIGUSR1]);
        let got = call!(SYS_rt_sigtimedwait, &set, &mut about, &millis(limit), 8);
        format!("{} by {}", said(got), about.si_code)
    };
    let arm = |flags: i32, interval, value| {
        let time = [interval, value];
        said(call!(SYS_timer_settime, timer, flags, &time, NULL))
    };
    let start = Instant::now();
    println!("{}", arm(0, spec(0, 0), millis(50)));
    println!("{}, {}", wait(5000), took(start, 50));
    println!("once: {}", wait(50));
    println!(
        "{}",
        arm(
            libc::TIMER_ABSTIME,
            spec(0, 0),
            at(libc::CLOCK_MONOTONIC, 50)
        )
    );
    println!("at a time: {}", wait(5000));
    println!("{}", arm(libc::TIMER_ABSTIME, spec(0, 0), spec(0, 1)));
    println!("past: {}", wait(5000));
    println!("{}", arm(0, millis(50), millis(50)));
    println!(
        "again and again: {}, {}, {}",
        wait(5000),
        wait(5000),
        wait(5000)
    );
    println!("{}", arm(0, spec(100, 0), spec(5, 0)));
    let mut time = [spec(0, 0); 2];
    println!("{}", said(call!(SYS_timer_gettime, timer, &mut time)));
    println!(
        "{}, every {} s",
        left(duration(time[1]), 5000),
        time[0].tv_sec
    );
    println!(
        "{}, {}",
        arm(0, spec(0, 0), spec(-1, 0)),
        arm(0, spec(0, 0), spec(0, 1_000_000_000))
    );
    println!("{}", arm(0, spec(0, 0), millis(50)));
    println!("{}, {}", said(call!(SYS_timer_delete, timer)), wait(100));
    println!("{}", said(call!(SYS_timer_delete, timer)));
    println!("{}", said(call!(SYS_timer_create, 99, &event, &mut timer)));
}
