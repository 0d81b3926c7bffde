//! Prints a single line of 100 megabytes.

use std::io::Write;

fn main() {
    let megabyte = vec![b'x'; 1_000_000];
    for _ in 0..100 {
        std::io::stdout().write_all(&megabyte).unwrap();
    }
}
