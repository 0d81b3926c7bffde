//! `close` with `SO_LINGER`: back at once when all is sent, after its time when the peer does not read, and
//! with a reset when there is none.
//= falls back

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::time::Instant;

use crate::kernel::*;

fn pair(seconds: i32) -> (TcpStream, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (level, name) = (libc::SOL_SOCKET, libc::SO_LINGER);
    let linger = [1, seconds];
    call!(SYS_setsockopt, client.as_raw_fd(), level, name, &linger, 8).unwrap();
    (client, listener.accept().unwrap().0)
}

pub fn main() {
    let (mut client, mut server) = pair(5);
    client.write_all(b"all").unwrap();
    let start = Instant::now();
    drop(client);
    println!(
        "{}, {:?}",
        took(start, 0),
        server.read(&mut [0; 8]).unwrap()
    );
    let (mut client, mut server) = pair(0);
    client.write_all(b"sent").unwrap();
    drop(client);
    println!(
        "{:?}",
        server.read(&mut [0; 8]).map_err(|error| error.to_string())
    );
    let (mut client, server) = pair(1);
    client.set_nonblocking(true).unwrap();
    while client.write(&[0; 65_536]).is_ok() {}
    client.set_nonblocking(false).unwrap();
    let start = Instant::now();
    drop(client);
    println!("{}", took(start, 1000));
    drop(server);
}
