//! The same with a timeout of 5 s beside, which must not go off before somebody outside has written.
//= outside fifo

use std::fs::File;
use std::io::Read;
use std::os::fd::AsRawFd;

use crate::kernel::*;

pub fn main() {
    let mut file = File::open(folder().join("partner")).unwrap();
    file.read_exact(&mut [0; 5]).unwrap();
    let mut one = libc::pollfd {
        fd: file.as_raw_fd(),
        events: libc::POLLIN,
        revents: 0,
    };
    println!("{}", said(call!(SYS_poll, &mut one, 1, 5000)));
}
