//! `SO_TIMESTAMP`: a datagram that is sent after a sleep is so much younger, and not from the future.
//= falls back
//= disagrees packets are stamped

use std::net::UdpSocket;
use std::os::fd::AsRawFd;
use std::time::Duration;

use crate::kernel::*;

/// When the kernel says that the next datagram came.
fn received(socket: &UdpSocket) -> Duration {
    let (mut bytes, mut control) = ([0u8; 8], [0u64; 16]);
    let mut place = libc::iovec {
        iov_base: bytes.as_mut_ptr().cast(),
        iov_len: bytes.len(),
    };
    // SAFETY: zeros are a valid `msghdr`.
    let mut message: libc::msghdr = unsafe { std::mem::zeroed() };
    message.msg_iov = &mut place;
    message.msg_iovlen = 1;
    message.msg_control = control.as_mut_ptr().cast();
    message.msg_controllen = 128;
    call!(SYS_recvmsg, socket.as_raw_fd(), &mut message, 0).unwrap();
    // A header of two words, then the time.
    of_timeval(timeval(control[2] as i64, control[3] as i64))
}

pub fn main() {
    let [one, other] = [(); 2].map(|()| UdpSocket::bind("127.0.0.1:0").unwrap());
    one.connect(other.local_addr().unwrap()).unwrap();
    let (level, name) = (libc::SOL_SOCKET, libc::SO_TIMESTAMP);
    call!(SYS_setsockopt, other.as_raw_fd(), level, name, &1i32, 4).unwrap();
    let stamp = || {
        let before = clock(libc::CLOCK_REALTIME);
        one.send(b"x").unwrap();
        let stamp = received(&other);
        // Told in microseconds.
        let is_now = stamp + Duration::from_micros(1) >= before;
        println!("{}", is_now && stamp <= clock(libc::CLOCK_REALTIME));
        stamp
    };
    stamp();
    let first = stamp();
    sleep(500);
    println!("{}", about(stamp().saturating_sub(first), 500));
}
