//! `setitimer` and `getitimer`: once, again and again, what is left, and what they refuse.
//= total 0.4 s

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    block(&[libc::SIGALRM]);
    let set = |interval, value| {
        let mut old = [timeval(0, 0); 2];
        let result = call!(SYS_setitimer, 0, &[interval, value], &mut old);
        format!("{}, {} s before", said(result), old[1].tv_sec)
    };
    let signals = self::set(&[libc::SIGALRM]);
    let wait = |limit| {
        said(call!(
            SYS_rt_sigtimedwait,
            &signals,
            NULL,
            &millis(limit),
            8
        ))
    };
    let (zero, start) = (timeval(0, 0), Instant::now());
    println!("{}", set(zero, timeval(0, 50_000)));
    println!("{}, {}", wait(5000), took(start, 50));
    println!("once: {}", wait(50));
    println!("{}", set(timeval(0, 50_000), timeval(0, 100_000)));
    let start = Instant::now();
    println!("{}, {}, {}", wait(5000), wait(5000), wait(5000));
    println!("{}", took(start, 200));
    println!("{}", set(timeval(7, 0), timeval(9, 500_000)));
    let mut time = [timeval(0, 0); 2];
    println!("{}", said(call!(SYS_getitimer, 0, &mut time)));
    println!(
        "{}, every {} s",
        left(of_timeval(time[1]), 9500),
        time[0].tv_sec
    );
    for bad in [timeval(-1, 0), timeval(0, -1), timeval(0, 1_000_000)] {
        println!("{}", set(zero, bad));
    }
    println!("{}", set(zero, zero));
    println!("{}", wait(100));
    println!("{}", said(call!(SYS_setitimer, 3, &time, NULL)));
    println!("{}", said(call!(SYS_getitimer, 3, &mut time)));
    println!("{}", said(call!(SYS_setitimer, 0, NOWHERE, NULL)));
    println!("{}", said(call!(SYS_getitimer, 0, NOWHERE)));
}
