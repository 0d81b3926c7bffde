//! A thread that waits for a condition that only the one who joins it could bring about.
//= deadlock

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

pub fn main() {
    let both = Arc::new((Mutex::new(false), Condvar::new()));
    let waited = both.clone();
    println!("begun");
    let thread = thread::spawn(move || {
        let guard = waited.0.lock().unwrap();
        drop(waited.1.wait_while(guard, |is_set| !*is_set));
    });
    thread.join().unwrap();
    *both.0.lock().unwrap() = true;
}
