//! A sleep by the CPU time of the process, while another thread computes; by that of a thread there
//! is none.
//= falls back

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::kernel::*;

pub fn main() {
    let id = libc::CLOCK_PROCESS_CPUTIME_ID;
    let is_over = Arc::new(AtomicBool::new(false));
    let over = is_over.clone();
    let thread = thread::spawn(move || {
        while !over.load(Ordering::Relaxed) {
            compute(1);
        }
    });
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
    let own = libc::CLOCK_THREAD_CPUTIME_ID;
    println!(
        "{}",
        said(call!(SYS_clock_nanosleep, own, 0, &millis(1), NULL))
    );
    is_over.store(true, Ordering::Relaxed);
    thread.join().unwrap();
}
