//! A sleep longer than the universe, cut short by a signal.
//= total 0.1 s

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    catch(libc::SIGUSR1, 0);
    for time in [spec(i64::MAX, 999_999_999), spec(10_000_000_000, 0)] {
        let (start, mut rest) = (Instant::now(), spec(0, 0));
        let sender = signal_later(libc::SIGUSR1, 50);
        let slept = call!(SYS_nanosleep, &time, &mut rest);
        let is_long = rest.tv_sec > 9_000_000_000 / 2 && rest.tv_sec <= time.tv_sec;
        println!("{}, {}, {is_long}", said(slept), took(start, 50));
        sender.end();
    }
}
