//! A process that is stopped and continued while it sleeps sleeps no longer for it; one that is continued
//! too late wakes up late.
//= total 0.5 s

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    for (stopped, continued, over) in [(50, 100, 200), (50, 300, 300)] {
        let (start, parent) = (Instant::now(), std::process::id());
        let child = child(|| {
            sleep(stopped);
            call!(SYS_kill, parent, libc::SIGSTOP).unwrap();
            sleep(continued - stopped);
            call!(SYS_kill, parent, libc::SIGCONT).unwrap();
            0
        });
        let slept = call!(SYS_nanosleep, &millis(200), NULL);
        println!("{}, {}", said(slept), took(start, over));
        println!("{}", reap(child));
    }
}
