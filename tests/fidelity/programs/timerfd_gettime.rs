//! What a timer says of itself before, between, and after it has gone off; and what it said before it was
//! set anew.
//= total 0.15 s

use crate::kernel::*;

fn told(time: [timespec; 2]) -> String {
    let [interval, value] = time;
    format!(
        "{}, every {} s",
        left(duration(value), 1000),
        interval.tv_sec
    )
}

pub fn main() {
    let timer = call!(SYS_timerfd_create, libc::CLOCK_MONOTONIC, 0).unwrap() as i32;
    let mut time = [spec(7, 7); 2];
    println!("{}", said(call!(SYS_timerfd_gettime, timer, &mut time)));
    println!("{} {} {}", time[0].tv_sec, time[1].tv_sec, time[1].tv_nsec);
    let set = [spec(3, 0), spec(1, 0)];
    call!(SYS_timerfd_settime, timer, 0, &set, &mut time).unwrap();
    println!("{} {}", time[0].tv_sec, time[1].tv_sec);
    sleep(100);
    call!(SYS_timerfd_gettime, timer, &mut time).unwrap();
    println!(
        "{}, {}",
        told(time),
        duration(time[1]) <= duration(millis(900))
    );
    let once = [spec(0, 0), millis(50)];
    call!(SYS_timerfd_settime, timer, 0, &once, &mut time).unwrap();
    println!("before: {}", told(time));
    sleep(50);
    call!(SYS_timerfd_gettime, timer, &mut time).unwrap();
    println!("after: {} {}", time[1].tv_sec, time[1].tv_nsec);
    let past = [spec(100, 0), spec(0, 1)];
    call!(
        SYS_timerfd_settime,
        timer,
        libc::TFD_TIMER_ABSTIME,
        &past,
        NULL
    )
    .unwrap();
    call!(SYS_timerfd_gettime, timer, &mut time).unwrap();
    println!("{}", duration(time[1]) <= duration(spec(100, 0)));
    // What is left is so even where the timer was set to a time.
    let then = [spec(0, 0), at(libc::CLOCK_MONOTONIC, 1000)];
    call!(
        SYS_timerfd_settime,
        timer,
        libc::TFD_TIMER_ABSTIME,
        &then,
        NULL
    )
    .unwrap();
    call!(SYS_timerfd_gettime, timer, &mut time).unwrap();
    println!("{}", told(time));
    println!("{}", said(call!(SYS_timerfd_gettime, 0, &mut time)));
    println!("{}", said(call!(SYS_timerfd_gettime, timer, NOWHERE)));
}
