//! A peer that does not read for a while stops the sender, and lets it go on: nothing is lost, and no
//! timeout of 5 s goes off.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::thread;

use crate::kernel::*;

const ALL: usize = 16 << 20;

pub fn main() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (mut server, _) = listener.accept().unwrap();
    let reader = thread::spawn(move || {
        sleep(300);
        let (mut bytes, mut all) = (vec![0; 65_536], 0);
        loop {
            match server.read(&mut bytes).unwrap() {
                0 => return all,
                count => all += count,
            }
        }
    });
    client.set_nonblocking(true).unwrap();
    let (mut sent, mut expired) = (0, 0);
    while sent < ALL {
        match client.write(&[7; 65_536][..(ALL - sent).min(65_536)]) {
            Ok(count) => sent += count,
            Err(_) => {
                let mut file = libc::pollfd {
                    fd: client.as_raw_fd(),
                    events: libc::POLLOUT,
                    revents: 0,
                };
                let ready = call!(SYS_poll, &mut file, 1, 5000).unwrap();
                expired += u32::from(ready == 0);
                if expired > 0 {
                    break;
                }
            }
        }
    }
    drop(client);
    println!(
        "{sent} sent, {expired} timeouts, {} read",
        reader.join().unwrap()
    );
}
