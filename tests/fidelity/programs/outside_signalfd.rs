//! The same, read from a `signalfd`.
//= outside signal

use std::fs;

use crate::kernel::*;

pub fn main() {
    block(&[libc::SIGUSR1]);
    let signals = set(&[libc::SIGUSR1]);
    let file = call!(SYS_signalfd4, -1, &signals, 8, 0).unwrap() as i32;
    fs::write(folder().join("ready"), std::process::id().to_string()).unwrap();
    let mut about = [0; 128];
    println!("{}, signal {}", said(read(file, &mut about)), about[0]);
}
