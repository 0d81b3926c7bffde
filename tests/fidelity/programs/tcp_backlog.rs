//! Nobody answers who knocks at a full backlog, until there is room and the kernel knocks again, after a
//! second. No timeout of 10 s goes off.

use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use crate::kernel::*;

pub fn main() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    call!(SYS_listen, std::os::fd::AsRawFd::as_raw_fd(&listener), 0).unwrap();
    let first = TcpStream::connect(address).unwrap();
    let acceptor = thread::spawn(move || {
        sleep(200);
        (listener.accept().unwrap(), listener.accept().unwrap())
    });
    let start = Instant::now();
    let second = TcpStream::connect_timeout(&address, Duration::from_secs(10));
    println!("{:?}", second.as_ref().err());
    println!("{}", start.elapsed() >= Duration::from_millis(200));
    acceptor.join().unwrap();
    drop((first, second));
}
