//! How finely each clock is told, and who may not set any.
//= total 0.0 s

use crate::kernel::*;

pub fn main() {
    for id in -1..13 {
        let (mut fine, mut again) = (spec(0, 0), spec(0, 0));
        let asked = call!(SYS_clock_getres, id, &mut fine);
        // SAFETY: `again` is a place for an answer.
        let by_library = answer(unsafe { libc::clock_getres(id, &mut again) }.into());
        println!("{id}: {}, {}", said(asked), said(by_library));
        println!(
            "{} {} {}",
            fine.tv_sec,
            fine.tv_nsec,
            fine.tv_nsec == again.tv_nsec
        );
    }
    println!(
        "{}",
        said(call!(SYS_clock_settime, libc::CLOCK_MONOTONIC, &spec(0, 0)))
    );
    println!(
        "{}",
        said(call!(SYS_clock_settime, libc::CLOCK_REALTIME, &spec(0, -1)))
    );
}
