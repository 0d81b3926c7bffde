//! Timers and an epoll: whichever is first, the timer or the timeout.
//= total 0.25 s

use std::time::Instant;

use libc::{EPOLL_CTL_ADD, EPOLLET, EPOLLIN, epoll_event};

use crate::kernel::*;

pub fn main() {
    let epoll = call!(SYS_epoll_create1, 0).unwrap() as i32;
    let timers = [1, 2].map(|number| {
        let timer = call!(SYS_timerfd_create, 1, libc::TFD_NONBLOCK).unwrap() as i32;
        let flags = if number == 1 { EPOLLET } else { 0 };
        let event = epoll_event {
            events: (EPOLLIN | flags) as u32,
            u64: number,
        };
        call!(SYS_epoll_ctl, epoll, EPOLL_CTL_ADD, timer, &event).unwrap();
        timer
    });
    let set = |timer: i32, interval, value| {
        let time = [millis(interval), millis(value)];
        call!(SYS_timerfd_settime, timer, 0, &time, NULL).unwrap();
    };
    let wait = |millis: i32| {
        let mut event = epoll_event { events: 0, u64: 0 };
        let found = call!(SYS_epoll_wait, epoll, &mut event, 1, millis);
        format!("{} of {}", said(found), { event.u64 })
    };
    let start = Instant::now();
    set(timers[0], 0, 50);
    println!("the timer: {}, {}", wait(5000), took(start, 50));
    println!("told once: {}", wait(0));
    set(timers[0], 0, 5000);
    let start = Instant::now();
    println!("the timeout: {}, {}", wait(50), took(start, 50));
    set(timers[1], 0, 50);
    println!("the other: {}", wait(-1));
    println!("not read: {}", wait(-1));
    println!("{}", said(read(timers[1], &mut [0; 8])));
    set(timers[0], 100, 100);
    println!("each time: {}", wait(5000));
}
