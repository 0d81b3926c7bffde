//! `epoll_pwait`: signals that are let through meanwhile, and those that are not.
//= total 0.2 s

use std::time::Instant;

use crate::kernel::*;

fn wait(epoll: i32, millis: i32, signals: usize) -> String {
    let mut event = libc::epoll_event { events: 0, u64: 0 };
    said(call!(
        SYS_epoll_pwait,
        epoll,
        &mut event,
        1,
        millis,
        signals,
        8
    ))
}

pub fn main() {
    let epoll = call!(SYS_epoll_create1, 0).unwrap() as i32;
    catch(libc::SIGUSR1, libc::SA_RESTART);
    let (nobody, all) = (0u64, set(&[libc::SIGUSR1]));
    let through = std::ptr::from_ref(&nobody) as usize;
    let held = std::ptr::from_ref(&all) as usize;
    for millis in [5000, -1] {
        let start = Instant::now();
        let sender = signal_later(libc::SIGUSR1, 50);
        println!("{}, {}", wait(epoll, millis, through), took(start, 50));
        sender.end();
    }
    let start = Instant::now();
    let sender = signal_later(libc::SIGUSR1, 50);
    println!("{}, {}", wait(epoll, 100, held), took(start, 100));
    sender.end();
    println!("caught {}", caught(libc::SIGUSR1) >= 3);
    let mut event = libc::epoll_event { events: 0, u64: 0 };
    let waited = call!(SYS_epoll_pwait, epoll, &mut event, 1, 0, &nobody, 4);
    println!("{}", said(waited));
}
