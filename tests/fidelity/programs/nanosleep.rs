//! `nanosleep` without a signal, and what it refuses.
//= total 0.1 s

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    let start = Instant::now();
    let slept = call!(SYS_nanosleep, &millis(100), NULL);
    println!("{}, {}", said(slept), took(start, 100));
    for time in [
        spec(0, 0),
        spec(-1, 0),
        spec(0, -1),
        spec(0, 1_000_000_000),
        spec(i64::MIN, 0),
    ] {
        let slept = call!(SYS_nanosleep, &time, NULL);
        println!("{} s {} ns: {}", time.tv_sec, time.tv_nsec, said(slept));
    }
    println!("{}", said(call!(SYS_nanosleep, NULL, NULL)));
    println!("{}", said(call!(SYS_nanosleep, NOWHERE, NULL)));
}
