//! The time-stamp counter passes with the clock: over a sleep as over computing, by `rdtsc` and `rdtscp`.
//= falls back

#[cfg(target_arch = "x86_64")]
pub fn main() {
    use core::arch::x86_64::{__rdtscp, _rdtsc};

    use crate::kernel::*;

    // SAFETY: every processor of this kind has both.
    let (read, read_too) = (|| unsafe { _rdtsc() }, || unsafe { __rdtscp(&mut 0) });
    let now = || clock(libc::CLOCK_MONOTONIC).as_secs_f64();
    let (start, before) = (now(), read());
    while now() < start + 0.1 {}
    let rate = (read() - before) as f64 / (now() - start);
    for read in [&read as &dyn Fn() -> u64, &read_too] {
        let (start, before) = (now(), read());
        sleep(500);
        let passed = (read() - before) as f64 / rate;
        println!("{}", (0.5..2.0).contains(&(passed / (now() - start))));
    }
    println!("{}", read() <= read_too() && read_too() <= read());
}

#[cfg(not(target_arch = "x86_64"))]
pub fn main() {}
