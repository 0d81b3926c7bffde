//! `recvmmsg` looks at its timeout after each message, so one that is late makes it end.
//= falls back

use std::net::UdpSocket;
use std::os::fd::AsRawFd;
use std::{mem, ptr, thread};

use crate::kernel::*;

pub fn main() {
    let here = UdpSocket::bind("127.0.0.1:0").unwrap();
    let there = UdpSocket::bind("127.0.0.1:0").unwrap();
    there.connect(here.local_addr().unwrap()).unwrap();
    let mut bytes = [[0u8; 8]; 3];
    let mut places = [0, 1, 2].map(|one| libc::iovec {
        iov_base: bytes[one].as_mut_ptr().cast(),
        iov_len: 8,
    });
    // SAFETY: zeros are a valid `mmsghdr`.
    let mut messages: [libc::mmsghdr; 3] = unsafe { mem::zeroed() };
    for (message, place) in messages.iter_mut().zip(&mut places) {
        message.msg_hdr.msg_iov = ptr::from_mut(place);
        message.msg_hdr.msg_iovlen = 1;
    }
    there.send(b"one").unwrap();
    let sender = thread::spawn(move || {
        sleep(300);
        there.send(b"two").unwrap();
    });
    let file = here.as_raw_fd();
    let mut time = millis(50);
    let got = call!(SYS_recvmmsg, file, &mut messages, 3, 0, &mut time);
    println!("{}, {} s {} ns left", said(got), time.tv_sec, time.tv_nsec);
    println!("{} {}", messages[0].msg_len, messages[1].msg_len);
    sender.join().unwrap();
    let flags = libc::MSG_DONTWAIT;
    println!(
        "{}",
        said(call!(
            SYS_recvmmsg,
            file,
            &mut messages,
            3,
            flags,
            &mut time
        ))
    );
    println!(
        "{}",
        said(call!(SYS_recvmmsg, file, &mut messages, 3, 0, &spec(0, -1)))
    );
}
