//! `poll` is over for a signal that is caught, restart or not, and is not for one that is ignored.
//= total 0.25 s

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    let (reader, _writer) = pipe();
    let poll = |millis: i32| {
        let mut file = libc::pollfd {
            fd: reader,
            events: libc::POLLIN,
            revents: 0,
        };
        call!(SYS_poll, &mut file, 1, millis)
    };
    for flags in [0, libc::SA_RESTART] {
        catch(libc::SIGUSR1, flags);
        for millis in [5000, -1] {
            let start = Instant::now();
            let sender = signal_later(libc::SIGUSR1, 25);
            println!("{}, {}", said(poll(millis)), took(start, 25));
            sender.end();
        }
    }
    ignore(libc::SIGUSR1);
    for signal in [libc::SIGUSR1, libc::SIGWINCH] {
        let start = Instant::now();
        let sender = signal_later(signal, 25);
        println!("{}, {}", said(poll(75)), took(start, 75));
        sender.end();
    }
}
