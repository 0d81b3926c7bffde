//! "Length, then body": 2,000 messages with TCP_NODELAY, 10 without. Of the timeouts of 5 s beside them none
//! goes off.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::thread;

use crate::kernel::*;

/// Reads one message, and gives its length; `None` where it does not come in time.
fn message(stream: &mut TcpStream) -> Option<usize> {
    let mut part = |length: usize| {
        let mut bytes = vec![0; length];
        let mut file = libc::pollfd {
            fd: stream.as_raw_fd(),
            events: libc::POLLIN,
            revents: 0,
        };
        (call!(SYS_poll, &mut file, 1, 5000).unwrap() == 1).then_some(())?;
        stream.read_exact(&mut bytes).ok()?;
        Some(bytes)
    };
    let length = part(4)?;
    let length = u32::from_ne_bytes(length.try_into().ok()?) as usize;
    Some(part(length)?.len())
}

/// What cannot be sent, since the other has given up, is not answered either.
fn send(stream: &mut TcpStream, length: u32) {
    let _ = stream.write_all(&length.to_ne_bytes());
    let _ = stream.write_all(&vec![7; length as usize]);
}

pub fn main() {
    for (count, is_undelayed) in [(2000, true), (10, false)] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (mut server, _) = listener.accept().unwrap();
        for stream in [&client, &server] {
            stream.set_nodelay(is_undelayed).unwrap();
        }
        let echo = thread::spawn(move || {
            let mut answered = 0;
            while answered < count {
                let Some(length) = message(&mut server) else {
                    break;
                };
                send(&mut server, length as u32);
                answered += 1;
            }
            answered
        });
        let mut right = 0;
        for number in 1..=count {
            send(&mut client, number % 100 + 1);
            if message(&mut client) != Some(number as usize % 100 + 1) {
                break;
            }
            right += 1;
        }
        drop(client);
        println!("{right} of {count}, {} answered", echo.join().unwrap());
    }
}
