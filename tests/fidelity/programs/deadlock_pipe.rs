//! A pipe that nobody writes to, read in the process that has both ends.
//= deadlock

use crate::kernel::*;

pub fn main() {
    let (reader, _writer) = pipe();
    println!("begun");
    println!("{}", said(read(reader, &mut [0])));
}
