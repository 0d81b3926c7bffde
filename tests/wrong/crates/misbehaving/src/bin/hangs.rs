//! Begins well, and never ends.

use std::time::Duration;

fn main() {
    println!("Number: 0");
    loop {
        std::thread::sleep(Duration::from_millis(100));
    }
}
