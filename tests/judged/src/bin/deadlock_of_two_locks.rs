//! Two threads take two locks, each in another order.
//!
//= total 0, parked 0, blocked any, offloaded any, busy 0, idle 0, stall 0
//= kind deadlock, loop none, line HERE

use std::sync::{Barrier, Mutex};
use std::thread;

fn main() {
    let (left, right) = (Mutex::new(1), Mutex::new(2));
    let both = Barrier::new(2);
    thread::scope(|scope| {
        scope.spawn(|| {
            let left = left.lock().unwrap();
            both.wait();
            println!("{}", *left + *right.lock().unwrap()); // HERE
        });
        let right = right.lock().unwrap();
        both.wait();
        println!("{}", *left.lock().unwrap() + *right); // HERE
    });
}
