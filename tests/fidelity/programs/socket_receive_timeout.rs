//! `SO_RCVTIMEO`: of a pair, of a stream, of datagrams, of `accept`; told, and taken off again.
//= falls back

use std::io::Read;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use crate::kernel::*;

fn kind<T>(result: std::io::Result<T>) -> String {
    result.map_or_else(|error| error.to_string(), |_| "got something".to_owned())
}

pub fn main() {
    let time = Some(Duration::from_millis(50));
    let (mut one, _other) = UnixStream::pair().unwrap();
    one.set_read_timeout(time).unwrap();
    println!("{:?}", one.read_timeout().unwrap());
    let start = Instant::now();
    println!("{}, {}", kind(one.read(&mut [0])), took(start, 50));
    let datagrams = UdpSocket::bind("127.0.0.1:0").unwrap();
    datagrams.set_read_timeout(time).unwrap();
    let start = Instant::now();
    println!("{}, {}", kind(datagrams.recv(&mut [0])), took(start, 50));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let set = |time: libc::timeval| {
        let (level, name) = (libc::SOL_SOCKET, libc::SO_RCVTIMEO);
        call!(SYS_setsockopt, listener.as_raw_fd(), level, name, &time, 16)
    };
    println!("{}", said(set(timeval(0, 50_000))));
    let start = Instant::now();
    println!("{}, {}", kind(listener.accept()), took(start, 50));
    println!("{}", said(set(timeval(0, -1))));
    println!("{}", said(set(timeval(0, 1_000_000))));
    let mut stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    stream.set_read_timeout(time).unwrap();
    let start = Instant::now();
    println!("{}, {}", kind(stream.read(&mut [0])), took(start, 50));
    // A timeout of the socket's is none of poll's.
    let mut file = libc::pollfd {
        fd: stream.as_raw_fd(),
        events: libc::POLLIN,
        revents: 0,
    };
    let start = Instant::now();
    println!(
        "{}, {}",
        said(call!(SYS_poll, &mut file, 1, 100)),
        took(start, 100)
    );
    // With a timeout, a caught signal interrupts even where it asks for a restart.
    catch(libc::SIGUSR1, libc::SA_RESTART);
    stream
        .set_read_timeout(Some(Duration::from_secs(5)))
        .unwrap();
    let start = Instant::now();
    let sender = signal_later(libc::SIGUSR1, 50);
    println!("{}, {}", kind(stream.read(&mut [0])), took(start, 50));
    sender.end();
}
