//! `TFD_TIMER_CANCEL_ON_SET` is taken, and cancels nothing, since nobody sets the clock.
//= total 0.05 s

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    let flags = libc::TFD_TIMER_ABSTIME | libc::TFD_TIMER_CANCEL_ON_SET;
    let clock = libc::CLOCK_REALTIME;
    let timer = call!(SYS_timerfd_create, clock, 0).unwrap() as i32;
    let (start, mut count) = (Instant::now(), [0; 8]);
    let time = [spec(0, 0), at(clock, 50)];
    println!(
        "{}",
        said(call!(SYS_timerfd_settime, timer, flags, &time, NULL))
    );
    println!("{}, {}", said(read(timer, &mut count)), took(start, 49));
    println!("{}", u64::from_ne_bytes(count));
}
