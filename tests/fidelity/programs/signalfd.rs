//! A signal that is read from a file: with a timeout beside, blocking, and not.
//= total 0.15 s

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    block(&[libc::SIGUSR1]);
    let signals = set(&[libc::SIGUSR1]);
    let file = call!(SYS_signalfd4, -1, &signals, 8, 0).unwrap() as i32;
    let mut one = libc::pollfd {
        fd: file,
        events: libc::POLLIN,
        revents: 0,
    };
    let start = Instant::now();
    println!(
        "{}, {}",
        said(call!(SYS_poll, &mut one, 1, 50)),
        took(start, 50)
    );
    let start = Instant::now();
    let sender = signal_later(libc::SIGUSR1, 50);
    println!(
        "{}, {}",
        said(call!(SYS_poll, &mut one, 1, 5000)),
        took(start, 50)
    );
    sender.end();
    let mut about = [0; 128];
    println!("{}, signal {}", said(read(file, &mut about)), about[0]);
    let start = Instant::now();
    let sender = signal_later(libc::SIGUSR1, 50);
    println!("{}, {}", said(read(file, &mut about)), took(start, 50));
    sender.end();
    call!(SYS_fcntl, file, libc::F_SETFL, libc::O_NONBLOCK).unwrap();
    println!("{}", said(read(file, &mut about)));
}
