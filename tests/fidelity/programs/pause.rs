//! `pause` and `sigsuspend` wait for a signal that is caught.
//= total 0.2 s

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    ignore(libc::SIGUSR2);
    for flags in [0, libc::SA_RESTART] {
        catch(libc::SIGUSR1, flags);
        let start = Instant::now();
        let ignored = signal_later(libc::SIGUSR2, 25);
        let sender = signal_later(libc::SIGUSR1, 50);
        println!("{}, {}", said(call!(SYS_pause)), took(start, 50));
        sender.end();
        ignored.end();
    }
    block(&[libc::SIGUSR1]);
    let start = Instant::now();
    let sender = signal_later(libc::SIGUSR1, 100);
    let suspended = call!(SYS_rt_sigsuspend, &0u64, 8);
    println!("{}, {}", said(suspended), took(start, 100));
    sender.end();
}
