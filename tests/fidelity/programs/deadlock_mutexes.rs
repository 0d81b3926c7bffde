//! Two threads, each with the lock that the other waits for.
//= deadlock

use std::sync::{Arc, Barrier, Mutex};
use std::thread;

pub fn main() {
    let (one, other) = (Arc::new(Mutex::new(())), Arc::new(Mutex::new(())));
    let both = Arc::new(Barrier::new(2));
    let pairs = [(one.clone(), other.clone()), (other, one)];
    let threads = pairs.map(|(first, second)| {
        let both = both.clone();
        thread::spawn(move || {
            let _first = first.lock().unwrap();
            both.wait();
            let _second = second.lock().unwrap();
        })
    });
    println!("begun");
    for thread in threads {
        thread.join().unwrap();
    }
    println!("over");
}
