//! A lock on a file that a process outside holds, and gives back.
//= outside flock

use std::fs::File;

use crate::kernel::*;

pub fn main() {
    let file = File::open(folder().join("partner")).unwrap();
    println!("{:?}", file.lock());
}
