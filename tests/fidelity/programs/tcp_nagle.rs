//! A request in two writes: Nagle's algorithm keeps the second until the first is acknowledged, which the
//! peer delays by 40 ms. No timeout of 5 s goes off.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::thread;

use crate::kernel::*;

pub fn main() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (mut server, _) = listener.accept().unwrap();
    let thread = thread::spawn(move || {
        let mut bytes = [0; 8];
        while server.read_exact(&mut bytes).is_ok() && server.write_all(b"ok").is_ok() {}
    });
    let mut answered = 0;
    for _ in 0..5 {
        client.write_all(b"head").unwrap();
        client.write_all(b"body").unwrap();
        let mut file = libc::pollfd {
            fd: client.as_raw_fd(),
            events: libc::POLLIN,
            revents: 0,
        };
        if call!(SYS_poll, &mut file, 1, 5000).unwrap() == 1 {
            client.read_exact(&mut [0; 2]).unwrap();
            answered += 1;
        }
    }
    println!("{answered} of 5 answered");
    drop(client);
    thread.join().unwrap();
}
