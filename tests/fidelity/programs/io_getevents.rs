//! `io_getevents` without any events.
//= falls back

use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    let (mut context, mut event) = (0u64, [0u64; 4]);
    call!(SYS_io_setup, 1, &mut context).unwrap();
    let mut wait = |time: timespec| {
        let got = call!(SYS_io_getevents, context, 1, 1, &mut event, &time);
        said(got)
    };
    let start = Instant::now();
    println!("{}, {}", wait(millis(100)), took(start, 100));
    println!("{}", wait(spec(0, 0)));
    println!("{}", said(call!(SYS_io_destroy, context)));
}
