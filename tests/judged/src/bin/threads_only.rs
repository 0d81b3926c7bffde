//! Threads without an event loop: `main` blocks until they are done.
//!
//= total 1 s, parked 0, blocked 1 s, offloaded 1 s, busy 0, idle 0, stall 0
//= kind synchronous, loop none, line HERE

use std::thread;
use std::time::Duration;

fn main() {
    let read = || thread::sleep(Duration::from_secs(1));
    let threads = [thread::spawn(read), thread::spawn(read)];
    for thread in threads {
        thread.join().unwrap(); // HERE
    }
}
