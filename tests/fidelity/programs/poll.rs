//! `poll`: expired, at once, ready, woken by another thread, and what it refuses.
//= total 0.15 s

use std::thread;
use std::time::Instant;

use libc::{POLLIN, POLLOUT, pollfd};

use crate::kernel::*;

fn poll(files: &mut [pollfd], millis: i32) -> String {
    let (place, count) = (files.as_mut_ptr() as usize, files.len());
    let found = said(call!(SYS_poll, place, count, millis));
    let events: Vec<i16> = files.iter().map(|file| file.revents).collect();
    format!("{found} {events:?}")
}

fn file(fd: i32, events: i16) -> pollfd {
    // What comes back must not be what was there.
    pollfd {
        fd,
        events,
        revents: 77,
    }
}

pub fn main() {
    let (reader, writer) = pipe();
    let start = Instant::now();
    println!(
        "{}, {}",
        poll(&mut [file(reader, POLLIN)], 100),
        took(start, 100)
    );
    println!("at once: {}", poll(&mut [file(reader, POLLIN)], 0));
    let mut both = [file(reader, POLLIN), file(writer, POLLOUT)];
    println!("ready: {}", poll(&mut both, 5000));
    println!(
        "bad: {}",
        poll(&mut [file(777, POLLIN), file(reader, POLLIN)], 5000)
    );
    println!("none: {}", poll(&mut [file(-5, POLLIN)], 0));
    println!("nobody: {}", poll(&mut [], 0));
    println!("{}", said(call!(SYS_poll, NOWHERE, 1, 0)));
    for millis in [-1, i32::MIN, i32::MAX] {
        let thread = thread::spawn(move || {
            sleep(if millis == -1 { 50 } else { 0 });
            write(writer, b"x").unwrap();
        });
        println!("{millis}: {}", poll(&mut [file(reader, POLLIN)], millis));
        thread.join().unwrap();
        read(reader, &mut [0]).unwrap();
    }
    call!(SYS_close, writer).unwrap();
    println!("closed: {}", poll(&mut [file(reader, POLLIN)], 5000));
}
