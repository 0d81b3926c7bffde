//! A sleep by the CPU time of the process, while another thread computes.
//= falls back

use std::thread;

use crate::kernel::*;

pub fn main() {
    let id = libc::CLOCK_PROCESS_CPUTIME_ID;
    let thread = thread::spawn(|| compute(100));
    let before = clock(id);
    let slept = call!(SYS_clock_nanosleep, id, 0, &millis(50), NULL);
    println!(
        "{}, {}",
        said(slept),
        clock(id) - before >= duration(millis(50))
    );
    let until = at(id, 20);
    let slept = call!(SYS_clock_nanosleep, id, libc::TIMER_ABSTIME, &until, NULL);
    println!("{}, {}", said(slept), clock(id) >= duration(until));
    thread.join().unwrap();
}
