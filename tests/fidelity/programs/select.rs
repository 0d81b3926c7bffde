//! `select` clears its sets when its time is over, and leaves what is left of it.
//= total 0.2 s

use std::thread;
use std::time::Instant;

use crate::kernel::*;

type Set = [u64; 16];

fn only(file: i32) -> Set {
    let mut set = [0; 16];
    set[file as usize / 64] = 1 << (file % 64);
    set
}

fn select(highest: i32, read: &mut Set, write: &mut Set, time: &mut libc::timeval) -> String {
    let found = call!(SYS_select, highest + 1, &mut *read, &mut *write, NULL, time);
    let count = |set: &Set| set.iter().map(|word| word.count_ones()).sum::<u32>();
    format!("{} {} {}", said(found), count(read), count(write))
}

pub fn main() {
    let (reader, writer) = pipe();
    let (start, mut time) = (Instant::now(), timeval(0, 100_000));
    let found = select(reader, &mut only(reader), &mut [0; 16], &mut time);
    println!(
        "{found}, {}, {} {}",
        took(start, 100),
        time.tv_sec,
        time.tv_usec
    );
    let found = select(reader, &mut only(reader), &mut [0; 16], &mut timeval(0, 0));
    println!("at once: {found}");
    let mut time = timeval(5, 0);
    let found = select(writer, &mut only(reader), &mut only(writer), &mut time);
    println!("ready: {found}, {}", left(of_timeval(time), 5000));
    for time in [timeval(-1, 0), timeval(0, -1)] {
        println!(
            "{}",
            select(reader, &mut only(reader), &mut [0; 16], &mut { time })
        );
    }
    let _ = call!(SYS_close, 40);
    let found = select(40, &mut only(40), &mut [0; 16], &mut timeval(5, 0));
    println!("closed: {found}");
    // Beyond all that can be open, nothing is looked at.
    let mut time = timeval(0, 50_000);
    let found = select(900, &mut only(900), &mut [0; 16], &mut time);
    println!("beyond: {found}");
    println!("{}", said(call!(SYS_select, -1, NULL, NULL, NULL, &time)));
    println!(
        "{}",
        said(call!(SYS_select, 64, NOWHERE, NULL, NULL, &time))
    );
    println!("{}", said(call!(SYS_select, 0, NULL, NULL, NULL, NOWHERE)));
    let thread = thread::spawn(move || {
        sleep(50);
        write(writer, b"x").unwrap();
    });
    // A million microseconds and more are as many seconds.
    let mut time = timeval(1, 4_000_000);
    let found = select(reader, &mut only(reader), &mut [0; 16], &mut time);
    println!("{found}, {}", left(of_timeval(time), 4950));
    thread.join().unwrap();
}
