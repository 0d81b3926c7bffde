//! So does crossbeam's.
//!
//= total 2 s, parked 0, blocked 2 s, offloaded 2 s, busy 0, idle 0, stall 2 s
//= kind blocking, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, bounded};

async fn receive(numbers: Receiver<u32>) -> u32 {
    numbers.recv().unwrap() // HERE
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (send, numbers) = bounded(1);
    thread::spawn(move || {
        thread::sleep(Duration::from_secs(2));
        send.send(7).unwrap();
    });
    println!("{}", receive(numbers).await);
}
