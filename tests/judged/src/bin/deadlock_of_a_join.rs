//! `main` waits for a thread that waits for a message of `main`'s.
//!
//= total 0, parked 0, blocked any, offloaded any, busy 0, idle any, stall 0
//= kind deadlock, loop none, line HERE

use std::sync::mpsc;
use std::thread;

fn main() {
    let (send, orders) = mpsc::channel::<u32>();
    let worker = thread::spawn(move || {
        for order in orders {
            // HERE
            println!("{order}");
        }
    });
    send.send(7).unwrap();
    worker.join().unwrap(); // HERE
    drop(send);
}
