//! A futex wait and signals: caught, caught with a restart asked for, ignored; with and without a timeout.
//= total 0.35 s

use std::sync::atomic::AtomicU32;
use std::time::Instant;

use crate::kernel::*;

static WORD: AtomicU32 = AtomicU32::new(7);

pub fn main() {
    ignore(libc::SIGUSR2);
    for flags in [0, libc::SA_RESTART] {
        catch(libc::SIGUSR1, flags);
        let before = caught(libc::SIGUSR1);
        let start = Instant::now();
        let sender = signal_later(libc::SIGUSR1, 50);
        let waited = call!(SYS_futex, &WORD, libc::FUTEX_WAIT, 7, &millis(5000));
        println!("{}, {}", said(waited), caught(libc::SIGUSR1) > before);
        sender.end();
        println!("{}", start.elapsed() >= duration(millis(50)));
        let sender = signal_later(libc::SIGUSR1, 50);
        let waker = (flags != 0).then(|| {
            wake_later(100, || {
                call!(SYS_futex, &WORD, libc::FUTEX_WAKE, 5).unwrap()
            })
        });
        let waited = call!(SYS_futex, &WORD, libc::FUTEX_WAIT, 7, NULL);
        println!("{}, {}", said(waited), caught(libc::SIGUSR1) > before);
        sender.end();
        println!("woke {:?}", waker.map(|waker| waker.join().unwrap()));
    }
    let start = Instant::now();
    let sender = signal_later(libc::SIGUSR2, 50);
    let waited = call!(SYS_futex, &WORD, libc::FUTEX_WAIT, 7, &millis(100));
    println!("{}, {}", said(waited), took(start, 100));
    sender.end();
}
