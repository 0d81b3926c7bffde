//! Clocks of CPU time stand while the program sleeps and pass while it computes, and `getrusage` and
//! `times` say the same.
//= total 0.3 s

use std::thread;
use std::time::Duration;

use crate::kernel::*;

fn used(who: i32) -> Duration {
    // SAFETY: zeros are a valid `rusage`.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    call!(SYS_getrusage, who, &mut usage).unwrap();
    of_timeval(usage.ru_utime) + of_timeval(usage.ru_stime)
}

fn ticks() -> Duration {
    let mut ticks = [0i64; 4];
    call!(SYS_times, &mut ticks).unwrap();
    Duration::from_millis((ticks[0] + ticks[1]) as u64 * 10)
}

fn readings() -> [Duration; 5] {
    [
        clock(libc::CLOCK_PROCESS_CPUTIME_ID),
        clock(libc::CLOCK_THREAD_CPUTIME_ID),
        used(libc::RUSAGE_SELF),
        used(libc::RUSAGE_THREAD),
        ticks(),
    ]
}

pub fn main() {
    let before = readings();
    sleep(200);
    let slept = readings();
    compute(50);
    let computed = readings();
    for (number, before) in before.into_iter().enumerate() {
        let is_still = slept[number] - before < Duration::from_millis(40);
        // `times` counts in hundredths, and the kernel may leave one out.
        let is_moving = computed[number] - slept[number] >= Duration::from_millis(30);
        println!("{is_still} {is_moving}");
    }
    // Another thread's computing is the process's, and not this thread's.
    let before = readings();
    thread::spawn(|| compute(50)).join().unwrap();
    let after = readings();
    println!("{}", after[0] - before[0] >= Duration::from_millis(50));
    println!("{}", after[1] - before[1] < Duration::from_millis(40));
}
