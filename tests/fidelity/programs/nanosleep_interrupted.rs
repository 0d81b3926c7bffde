//! `nanosleep` is over when a signal is caught, says what is left, and is never made again for it; a signal
//! that is ignored makes it neither shorter nor longer.
//= total 0.375 s

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    for flags in [0, libc::SA_RESTART] {
        catch(libc::SIGUSR1, flags);
        let (start, mut rest) = (Instant::now(), spec(0, 0));
        let sender = signal_later(libc::SIGUSR1, 50);
        let slept = call!(SYS_nanosleep, &millis(5000), &mut rest);
        println!("{}, {}", said(slept), took(start, 50));
        println!("{}", left(duration(rest), 4950));
        sender.end();
    }
    ignore(libc::SIGUSR2);
    for signal in [libc::SIGUSR2, libc::SIGCHLD] {
        let (start, mut rest) = (Instant::now(), spec(7, 7));
        let sender = signal_later(signal, 50);
        let slept = call!(SYS_nanosleep, &millis(125), &mut rest);
        println!("{}, {}, {} s", said(slept), took(start, 125), rest.tv_sec);
        sender.end();
    }
    // Nowhere to put the rest.
    let sender = signal_later(libc::SIGUSR1, 25);
    println!("{}", said(call!(SYS_nanosleep, &millis(5000), NOWHERE)));
    sender.end();
}
