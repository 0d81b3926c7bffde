//! A timer that sends its signal to one thread, and one that tells nobody.
//= falls back

use std::thread;

use crate::kernel::*;

pub fn main() {
    catch(libc::SIGUSR1, 0);
    let sleeper = thread::spawn(|| {
        let thread = call!(SYS_gettid).unwrap() as i32;
        let event = notify(libc::SIGEV_THREAD_ID, libc::SIGUSR1, thread);
        let (mut timer, mut rest) = (0, spec(0, 0));
        call!(SYS_timer_create, libc::CLOCK_MONOTONIC, &event, &mut timer).unwrap();
        let time = [spec(5, 0), millis(100)];
        call!(SYS_timer_settime, timer, 0, &time, NULL).unwrap();
        let slept = call!(SYS_nanosleep, &spec(3, 0), &mut rest);
        format!("{}, {}", said(slept), left(duration(rest), 2900))
    });
    let slept = call!(SYS_nanosleep, &millis(200), NULL);
    println!("this one: {}", said(slept));
    println!("that one: {}", sleeper.join().unwrap());
    println!("{}", caught(libc::SIGUSR1));
    let event = notify(libc::SIGEV_NONE, 0, 0);
    let (mut timer, mut time) = (0, [spec(0, 0); 2]);
    call!(SYS_timer_create, libc::CLOCK_REALTIME, &event, &mut timer).unwrap();
    call!(SYS_timer_settime, timer, 0, &[spec(0, 0), spec(5, 0)], NULL).unwrap();
    sleep(50);
    call!(SYS_timer_gettime, timer, &mut time).unwrap();
    println!("{}", left(duration(time[1]), 4950));
    call!(SYS_timer_settime, timer, 0, &[spec(0, 0), millis(20)], NULL).unwrap();
    sleep(50);
    call!(SYS_timer_gettime, timer, &mut time).unwrap();
    println!("{} {}", time[1].tv_sec, time[1].tv_nsec);
}
