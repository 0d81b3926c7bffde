//! What the calls of a timer refuse, and a timer that is read without waiting.
//= total 0.05 s

use crate::kernel::*;

pub fn main() {
    for clock in [libc::CLOCK_TAI, libc::CLOCK_PROCESS_CPUTIME_ID, 99] {
        println!("{clock}: {}", said(call!(SYS_timerfd_create, clock, 0)));
    }
    println!("{}", said(call!(SYS_timerfd_create, 1, 1)));
    let timer = call!(SYS_timerfd_create, 1, libc::TFD_NONBLOCK).unwrap() as i32;
    let set = |flags: i32, interval, value| {
        let time = [interval, value];
        said(call!(SYS_timerfd_settime, timer, flags, &time, NULL))
    };
    let (zero, one) = (spec(0, 0), millis(20));
    for bad in [spec(-1, 0), spec(0, -1), spec(0, 1_000_000_000)] {
        println!("{}, {}", set(0, zero, bad), set(0, bad, one));
    }
    println!("{}", set(64, zero, one));
    println!(
        "{}",
        said(call!(SYS_timerfd_settime, 0, 0, &[zero, one], NULL))
    );
    println!(
        "{}",
        said(call!(SYS_timerfd_settime, 777, 0, &[zero, one], NULL))
    );
    println!(
        "{}",
        said(call!(SYS_timerfd_settime, timer, 0, NOWHERE, NULL))
    );
    println!("never: {}", set(0, zero, spec(i64::MAX, 999_999_999)));
    println!("{}", said(read(timer, &mut [0; 8])));
    println!("{}", set(0, zero, one));
    println!("{}", said(read(timer, &mut [0; 8])));
    println!("{}", said(read(timer, &mut [0; 4])));
    sleep(50);
    println!(
        "{}, {}",
        said(read(timer, &mut [0; 16])),
        said(read(timer, &mut [0; 8]))
    );
    println!("{}", said(write(timer, &[0; 8])));
}
