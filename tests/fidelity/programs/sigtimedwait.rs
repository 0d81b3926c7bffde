//! `sigtimedwait`: its time over, a signal that is there or comes, another that interrupts it.
//= total 0.25 s

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    block(&[libc::SIGUSR1]);
    catch(libc::SIGUSR2, libc::SA_RESTART);
    let signals = set(&[libc::SIGUSR1]);
    let wait = |time: timespec| said(call!(SYS_rt_sigtimedwait, &signals, NULL, &time, 8));
    let start = Instant::now();
    println!("{}, {}", wait(millis(100)), took(start, 100));
    for time in [spec(0, 0), spec(-1, 0), spec(0, -1), spec(0, 1_000_000_000)] {
        println!("{}", wait(time));
    }
    let me = call!(SYS_gettid).unwrap();
    call!(SYS_tkill, me, libc::SIGUSR1).unwrap();
    println!("there: {}", wait(spec(0, 0)));
    let start = Instant::now();
    let sender = signal_later(libc::SIGUSR1, 50);
    println!("comes: {}, {}", wait(spec(5, 0)), took(start, 50));
    sender.end();
    let start = Instant::now();
    let sender = signal_later(libc::SIGUSR2, 50);
    println!("another: {}, {}", wait(spec(i64::MAX, 0)), took(start, 50));
    sender.end();
    let sender = signal_later(libc::SIGUSR1, 50);
    let waited = call!(SYS_rt_sigtimedwait, &signals, NULL, NULL, 8);
    println!("without end: {}", said(waited));
    sender.end();
    println!(
        "{}",
        said(call!(SYS_rt_sigtimedwait, &signals, NULL, NOWHERE, 8))
    );
    println!(
        "{}",
        said(call!(SYS_rt_sigtimedwait, &signals, NULL, NULL, 4))
    );
}
