//! A FIFO that somebody outside opens and writes to: to open it takes as long as to read from it.
//= outside fifo

use std::fs::File;
use std::io::Read;

use crate::kernel::*;

pub fn main() {
    let mut file = File::open(folder().join("partner")).unwrap();
    let mut bytes = [0; 5];
    file.read_exact(&mut bytes).unwrap();
    println!("{:?}", str::from_utf8(&bytes));
}
