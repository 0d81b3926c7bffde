//! `pselect6`: sets, what is left, signals that are let through, and what it refuses.
//= total 0.15 s

use std::time::Instant;

use crate::kernel::*;

fn pselect(file: i32, time: &mut timespec, signals: usize) -> String {
    let mut set = [0u64; 16];
    set[0] = 1 << file;
    let mask = [signals, 8];
    let found = call!(SYS_pselect6, file + 1, &mut set, NULL, NULL, time, &mask);
    format!("{} {}", said(found), set[0].count_ones())
}

pub fn main() {
    let (reader, writer) = pipe();
    let (start, mut time) = (Instant::now(), millis(100));
    println!("{}, {}", pselect(reader, &mut time, 0), took(start, 100));
    println!("{} s {} ns", time.tv_sec, time.tv_nsec);
    for mut time in [spec(0, 0), spec(-1, 0), spec(0, 1_000_000_000)] {
        println!("{}", pselect(reader, &mut time, 0));
    }
    catch(libc::SIGUSR1, 0);
    block(&[libc::SIGUSR1]);
    let nobody = 0u64;
    let through = std::ptr::from_ref(&nobody) as usize;
    let (start, mut time) = (Instant::now(), millis(5000));
    let sender = signal_later(libc::SIGUSR1, 50);
    println!(
        "{}, {}",
        pselect(reader, &mut time, through),
        took(start, 50)
    );
    println!(
        "{}, caught {}",
        left(duration(time), 4950),
        caught(libc::SIGUSR1) > 0
    );
    sender.end();
    write(writer, b"x").unwrap();
    println!("{}", pselect(reader, &mut spec(i64::MAX, 0), 0));
}
