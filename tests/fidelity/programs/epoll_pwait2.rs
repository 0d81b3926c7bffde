//! `epoll_pwait2` takes nanoseconds, and refuses times that are none.
//= total 0.15 s

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    let (reader, writer) = pipe();
    let epoll = call!(SYS_epoll_create1, 0).unwrap() as i32;
    let mut event = libc::epoll_event {
        events: libc::EPOLLIN as u32,
        u64: 42,
    };
    call!(SYS_epoll_ctl, epoll, libc::EPOLL_CTL_ADD, reader, &event).unwrap();
    let mut wait = |time: &timespec| {
        let waited = call!(SYS_epoll_pwait2, epoll, &mut event, 1, time, NULL, 0);
        said(waited)
    };
    let (start, time) = (Instant::now(), millis(100));
    println!("{}, {}", wait(&time), took(start, 100));
    println!("{}", time.tv_nsec);
    for time in [spec(0, 0), spec(-1, 0), spec(0, -1), spec(0, 1_000_000_000)] {
        println!("{}", wait(&time));
    }
    catch(libc::SIGUSR1, 0);
    let start = Instant::now();
    let sender = signal_later(libc::SIGUSR1, 50);
    println!("{}, {}", wait(&spec(i64::MAX, 0)), took(start, 50));
    sender.end();
    write(writer, b"x").unwrap();
    println!("{}", wait(&millis(5000)));
    println!(
        "{}",
        said(call!(SYS_epoll_pwait2, epoll, &mut event, 1, NULL, NULL, 0))
    );
    println!(
        "{}",
        said(call!(
            SYS_epoll_pwait2,
            epoll,
            &mut event,
            1,
            NOWHERE,
            NULL,
            0
        ))
    );
}
