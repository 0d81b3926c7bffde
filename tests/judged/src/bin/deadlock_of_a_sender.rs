//! The channel never closes, since `main` itself keeps a sender.
//!
//= total 1 s, parked 0, blocked 1 s, offloaded 1 s, busy 0, idle 0, stall 0
//= kind deadlock, loop none, line HERE

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

fn main() {
    let (send, numbers) = mpsc::channel();
    for number in 0..2 {
        let send = send.clone();
        thread::spawn(move || {
            thread::sleep(Duration::from_secs(1));
            send.send(number).unwrap();
        });
    }
    for number in numbers {
        // HERE
        println!("{number}");
    }
}
