//! `ppoll`: what is left of its time, signals that are let through meanwhile, and what it refuses.
//= total 0.15 s

use std::time::Instant;

use crate::kernel::*;

fn ppoll(file: i32, time: &mut timespec, signals: usize) -> String {
    let mut file = libc::pollfd {
        fd: file,
        events: libc::POLLIN,
        revents: 77,
    };
    let found = call!(SYS_ppoll, &mut file, 1, time, signals, 8);
    format!("{} {}", said(found), file.revents)
}

pub fn main() {
    let (reader, writer) = pipe();
    let (start, mut time) = (Instant::now(), millis(100));
    println!("{}, {}", ppoll(reader, &mut time, 0), took(start, 100));
    println!("{} s {} ns", time.tv_sec, time.tv_nsec);
    for mut time in [spec(0, 0), spec(-1, 0), spec(0, -1), spec(0, 1_000_000_000)] {
        println!("{}", ppoll(reader, &mut time, 0));
    }
    catch(libc::SIGUSR1, libc::SA_RESTART);
    block(&[libc::SIGUSR1]);
    let nobody = 0u64;
    let through = std::ptr::from_ref(&nobody) as usize;
    let (start, mut time) = (Instant::now(), millis(5000));
    let sender = signal_later(libc::SIGUSR1, 50);
    println!("{}, {}", ppoll(reader, &mut time, through), took(start, 50));
    println!(
        "{}, caught {}",
        left(duration(time), 4950),
        caught(libc::SIGUSR1) > 0
    );
    sender.end();
    write(writer, b"x").unwrap();
    let mut time = millis(5000);
    println!("{}", ppoll(reader, &mut time, 0));
    println!("{}", left(duration(time), 5000));
    let mut time = spec(i64::MAX, 0);
    println!("{}", ppoll(reader, &mut time, 0));
    println!("{}", said(call!(SYS_ppoll, NULL, 0, NOWHERE, NULL, 8)));
    println!("{}", said(call!(SYS_ppoll, NULL, 0, &time, &nobody, 4)));
}
