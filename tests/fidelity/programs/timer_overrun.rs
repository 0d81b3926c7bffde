//! A timer that goes off several times while its signal is blocked says how often.
//= falls back

use crate::kernel::*;

pub fn main() {
    block(&[libc::SIGUSR1]);
    let event = notify(libc::SIGEV_SIGNAL, libc::SIGUSR1, 0);
    let mut timer = 0;
    call!(SYS_timer_create, libc::CLOCK_MONOTONIC, &event, &mut timer).unwrap();
    let start = clock(libc::CLOCK_MONOTONIC);
    call!(SYS_timer_settime, timer, 0, &[millis(40), millis(40)], NULL).unwrap();
    sleep(300);
    let signals = set(&[libc::SIGUSR1]);
    let got = call!(SYS_rt_sigtimedwait, &signals, NULL, &spec(5, 0), 8);
    let overrun = call!(SYS_timer_getoverrun, timer).unwrap();
    let due = (clock(libc::CLOCK_MONOTONIC) - start).as_millis() as i64 / 40;
    println!("{}", said(got));
    // Once by the signal itself; it may have been due again since.
    println!("{}", overrun >= 6 && overrun < due);
    let signal = call!(SYS_rt_sigtimedwait, &signals, NULL, &spec(5, 0), 8);
    println!("{}", said(signal));
}
