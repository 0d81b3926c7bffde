//! A server outside, on a socket in the file system, that takes its time to answer.
//= outside socket

use std::io::Read;
use std::os::unix::net::UnixStream;

use crate::kernel::*;

pub fn main() {
    let mut stream = UnixStream::connect(folder().join("partner")).unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    println!("{text}");
}
