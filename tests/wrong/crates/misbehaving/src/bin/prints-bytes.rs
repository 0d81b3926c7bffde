//! Prints a byte that is no UTF-8, where any text would do.

use std::io::Write;

fn main() {
    std::io::stdout().write_all(b"Number: \xFF\n").unwrap();
}
