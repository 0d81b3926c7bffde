//! `epoll_wait`: expired, at once, ready, woken by another thread, and what it refuses.
//= total 0.15 s

use std::thread;
use std::time::Instant;

use libc::{EPOLL_CTL_ADD, EPOLLIN, epoll_event};

use crate::kernel::*;

fn wait(epoll: i32, millis: i32) -> String {
    let mut events = [epoll_event { events: 0, u64: 0 }; 4];
    let found = call!(SYS_epoll_wait, epoll, &mut events, 4, millis);
    let [first, ..] = events;
    format!("{} {}", said(found), { first.u64 })
}

pub fn main() {
    let (reader, writer) = pipe();
    let epoll = call!(SYS_epoll_create1, 0).unwrap() as i32;
    let event = epoll_event {
        events: EPOLLIN as u32,
        u64: 42,
    };
    call!(SYS_epoll_ctl, epoll, EPOLL_CTL_ADD, reader, &event).unwrap();
    let start = Instant::now();
    println!("{}, {}", wait(epoll, 100), took(start, 100));
    println!("at once: {}", wait(epoll, 0));
    let thread = thread::spawn(move || {
        sleep(50);
        write(writer, b"x").unwrap();
    });
    println!("woken: {}", wait(epoll, -1));
    thread.join().unwrap();
    println!("still: {}", wait(epoll, i32::MAX));
    println!("{}", wait(reader, 0));
    println!("{}", wait(777, 0));
    let mut event = event;
    println!("{}", said(call!(SYS_epoll_wait, epoll, &mut event, 0, 0)));
    println!("{}", said(call!(SYS_epoll_wait, epoll, NOWHERE, 1, 5000)));
}
