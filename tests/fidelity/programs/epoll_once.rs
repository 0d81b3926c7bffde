//! Events that are told once only, by edge or by one shot, and an epoll in an epoll.
//= total 0.2 s

use std::time::Instant;

use libc::{EPOLL_CTL_ADD, EPOLL_CTL_MOD, EPOLLET, EPOLLIN, EPOLLONESHOT, epoll_event};

use crate::kernel::*;

fn wait(epoll: i32, millis: i32) -> String {
    let mut event = epoll_event { events: 0, u64: 0 };
    let found = call!(SYS_epoll_wait, epoll, &mut event, 1, millis);
    format!("{} {}", said(found), { event.u64 })
}

pub fn main() {
    let counter = call!(SYS_eventfd2, 0, libc::EFD_NONBLOCK).unwrap() as i32;
    let [inner, outer] = [(); 2].map(|()| call!(SYS_epoll_create1, 0).unwrap() as i32);
    let event = |flags: i32, u64| epoll_event {
        events: (EPOLLIN | flags) as u32,
        u64,
    };
    call!(
        SYS_epoll_ctl,
        inner,
        EPOLL_CTL_ADD,
        counter,
        &event(EPOLLET, 1)
    )
    .unwrap();
    call!(SYS_epoll_ctl, outer, EPOLL_CTL_ADD, inner, &event(0, 2)).unwrap();
    let add = || write(counter, &1u64.to_ne_bytes()).unwrap();
    let start = Instant::now();
    println!("nothing yet: {}", wait(outer, 50));
    add();
    println!("outer {}, inner {}", wait(outer, 5000), wait(inner, 5000));
    println!("told once: {}, {}", wait(inner, 50), wait(outer, 0));
    add();
    println!("again: {}", wait(inner, 5000));
    let once = event(EPOLLONESHOT, 3);
    call!(SYS_epoll_ctl, inner, EPOLL_CTL_MOD, counter, &once).unwrap();
    println!("one shot: {}, {}", wait(inner, 5000), wait(inner, 50));
    call!(SYS_epoll_ctl, inner, EPOLL_CTL_MOD, counter, &once).unwrap();
    println!("loaded: {}", wait(inner, 5000));
    let mut count = [0; 8];
    read(counter, &mut count).unwrap();
    println!(
        "{}, {}",
        u64::from_ne_bytes(count),
        said(read(counter, &mut count))
    );
    println!("{}", wait(inner, 50));
    println!("{}", took(start, 200));
}
