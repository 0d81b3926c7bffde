//! What is written to a corked socket goes out 200 ms later by itself, before a timeout of 5 s.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (mut server, _) = listener.accept().unwrap();
    let (level, name) = (libc::IPPROTO_TCP, libc::TCP_CORK);
    call!(SYS_setsockopt, client.as_raw_fd(), level, name, &1i32, 4).unwrap();
    client.write_all(b"corked").unwrap();
    let mut file = libc::pollfd {
        fd: server.as_raw_fd(),
        events: libc::POLLIN,
        revents: 0,
    };
    let start = Instant::now();
    println!("{}", said(call!(SYS_poll, &mut file, 1, 5000)));
    println!("{}", start.elapsed() >= duration(millis(100)));
    println!("{}", server.read(&mut [0; 100]).unwrap());
}
