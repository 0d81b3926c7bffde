//! The end of a process that was there before, waited for by its descriptor.
//= outside process

use std::fs;

use crate::kernel::*;

pub fn main() {
    let id = fs::read_to_string(folder().join("partner")).unwrap();
    let id: i32 = id.trim().parse().unwrap();
    let file = call!(SYS_pidfd_open, id, 0).unwrap() as i32;
    let mut one = libc::pollfd {
        fd: file,
        events: libc::POLLIN,
        revents: 0,
    };
    println!("{}", said(call!(SYS_poll, &mut one, 1, -1)));
}
