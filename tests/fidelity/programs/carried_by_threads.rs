//! 2,000 messages there and back between two threads by pipes, then by a pair of sockets, with a timeout of
//! 5 s beside each: none goes off.
//= total < 1 s

use std::thread;

use crate::kernel::*;

fn receive(file: i32) -> Option<u32> {
    let mut one = libc::pollfd {
        fd: file,
        events: libc::POLLIN,
        revents: 0,
    };
    (call!(SYS_poll, &mut one, 1, 5000).unwrap() == 1).then_some(())?;
    let mut bytes = [0; 4];
    read(file, &mut bytes).unwrap();
    Some(u32::from_ne_bytes(bytes))
}

/// Sends each number by `to`, and counts those that come back by `from`, greater by one.
pub fn exchange((from, to): (i32, i32)) -> u32 {
    let mut right = 0;
    for number in 0..2000u32 {
        write(to, &number.to_ne_bytes()).unwrap();
        right += u32::from(receive(from) == Some(number + 1));
    }
    right
}

pub fn echo((from, to): (i32, i32)) -> u32 {
    let mut echoed = 0;
    while echoed < 2000 {
        let Some(number) = receive(from) else {
            break;
        };
        write(to, &(number + 1).to_ne_bytes()).unwrap();
        echoed += 1;
    }
    echoed
}

/// Both sides of two pipes, and of a pair of sockets: what to read from and what to write to.
pub fn channels() -> [[(i32, i32); 2]; 2] {
    let (there, back, mut pair) = (pipe(), pipe(), [0; 2]);
    let kind = libc::SOCK_STREAM;
    call!(SYS_socketpair, libc::AF_UNIX, kind, 0, &mut pair).unwrap();
    let [one, other] = pair;
    [
        [(back.0, there.1), (there.0, back.1)],
        [(one, one), (other, other)],
    ]
}

pub fn main() {
    for [here, there] in channels() {
        let thread = thread::spawn(move || echo(there));
        println!("{} of 2000", exchange(here));
        println!("{}", thread.join().unwrap());
    }
}
