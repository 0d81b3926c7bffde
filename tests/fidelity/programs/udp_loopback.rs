//! Datagrams to each other over loopback, 500 there and back, with a timeout of 5 s beside each.
//= falls back

use std::net::UdpSocket;
use std::os::fd::AsRawFd;
use std::thread;

use crate::kernel::*;

fn receive(socket: &UdpSocket) -> Option<u32> {
    let mut file = libc::pollfd {
        fd: socket.as_raw_fd(),
        events: libc::POLLIN,
        revents: 0,
    };
    (call!(SYS_poll, &mut file, 1, 5000).unwrap() == 1).then_some(())?;
    let mut bytes = [0; 4];
    socket.recv(&mut bytes).ok()?;
    Some(u32::from_ne_bytes(bytes))
}

pub fn main() {
    let [one, other] = [(); 2].map(|()| UdpSocket::bind("127.0.0.1:0").unwrap());
    one.connect(other.local_addr().unwrap()).unwrap();
    other.connect(one.local_addr().unwrap()).unwrap();
    let echo = thread::spawn(move || {
        for _ in 0..500 {
            let Some(number) = receive(&other) else {
                return;
            };
            other.send(&(number + 1).to_ne_bytes()).unwrap();
        }
    });
    let mut right = 0;
    for number in 0..500u32 {
        one.send(&number.to_ne_bytes()).unwrap();
        right += u32::from(receive(&one) == Some(number + 1));
    }
    println!("{right} of 500");
    echo.join().unwrap();
}
