//! Begins well, and waits for what only it could do itself.

use std::sync::Mutex;

fn main() {
    println!("Number: 0");
    let lock = Mutex::new(());
    let _held = lock.lock();
    let _again = lock.lock();
}
