//! `SO_SNDTIMEO`: a peer that does not read, until its buffer is full.
//= falls back

use std::io::Write;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use crate::kernel::*;

pub fn main() {
    let (mut one, _other) = UnixStream::pair().unwrap();
    one.set_write_timeout(Some(Duration::from_millis(100)))
        .unwrap();
    let start = Instant::now();
    let error = loop {
        if let Err(error) = one.write(&[0; 4096]) {
            break error;
        }
    };
    println!("{error}, {}", took(start, 100));
}
