//! A pseudo-terminal with `cat` behind it: 200 lines, each echoed by the terminal and by the program, with a
//! timeout of 5 s beside.
//= total < 1 s

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::AsRawFd;
use std::process::{Command, Stdio};

use crate::kernel::*;

pub fn main() {
    let master = File::options().read(true).write(true).open("/dev/ptmx");
    let mut master = match master {
        Ok(master) => master,
        Err(error) => return println!("{error}"),
    };
    let mut number = 0u32;
    call!(SYS_ioctl, master.as_raw_fd(), libc::TIOCSPTLCK, &0i32).unwrap();
    call!(SYS_ioctl, master.as_raw_fd(), libc::TIOCGPTN, &mut number).unwrap();
    let slave = File::options()
        .read(true)
        .write(true)
        .open(format!("/dev/pts/{number}"))
        .unwrap();
    let mut child = Command::new("cat")
        .stdin(Stdio::from(slave.try_clone().unwrap()))
        .stdout(Stdio::from(slave))
        .spawn()
        .unwrap();
    let mut right = 0;
    for line in 0..200 {
        let line = format!("line {line}");
        master.write_all(format!("{line}\n").as_bytes()).unwrap();
        let (expected, mut got) = (format!("{line}\r\n{line}\r\n"), Vec::<u8>::new());
        while got.len() < expected.len() {
            let mut file = libc::pollfd {
                fd: master.as_raw_fd(),
                events: libc::POLLIN,
                revents: 0,
            };
            if call!(SYS_poll, &mut file, 1, 5000).unwrap() == 0 {
                break;
            }
            let mut bytes = [0; 256];
            let count = master.read(&mut bytes).unwrap();
            got.extend(&bytes[..count]);
        }
        right += u32::from(got == expected.as_bytes());
    }
    println!("{right} of 200");
    // The end of a file, as one types it.
    master.write_all(&[4]).unwrap();
    println!("{}", child.wait().unwrap());
}
