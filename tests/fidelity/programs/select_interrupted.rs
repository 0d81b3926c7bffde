//! `select` that a signal cuts short leaves its sets as they were, and what is left of its time.
//= total 0.15 s

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    let (reader, _writer) = pipe();
    for flags in [0, libc::SA_RESTART] {
        catch(libc::SIGUSR1, flags);
        let mut set = [0u64; 16];
        set[0] = 1 << reader;
        let (start, mut time) = (Instant::now(), timeval(5, 0));
        let sender = signal_later(libc::SIGUSR1, 50);
        let found = call!(SYS_select, reader + 1, &mut set, NULL, NULL, &mut time);
        println!("{}, {}", said(found), took(start, 50));
        println!("{}, {}", left(of_timeval(time), 4950), set[0].count_ones());
        sender.end();
    }
    let sender = signal_later(libc::SIGUSR1, 50);
    let mut set = [1u64 << reader];
    let found = call!(SYS_select, reader + 1, &mut set, NULL, NULL, NULL);
    println!("{}, {}", said(found), set[0].count_ones());
    sender.end();
}
