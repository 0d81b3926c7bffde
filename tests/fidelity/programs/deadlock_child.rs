//! A child that waits for its parent to write, and a parent that waits for its end.
//= deadlock

use crate::kernel::*;

pub fn main() {
    let (reader, _writer) = pipe();
    println!("begun");
    let child = child(|| {
        let _ = read(reader, &mut [0]);
        0
    });
    println!("{}", reap(child));
}
