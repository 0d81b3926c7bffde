//! The same with one thread for all tasks: it waits for the thread, which waits for a timer, which only the loop
//! could ring.
//!
//= total 0, parked 0, blocked any, offloaded any, busy 0, idle 0, stall any
//= kind deadlock, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let runtime = Handle::current();
    let thread = thread::spawn(move || {
        let pause = async { sleep(Duration::from_secs(1)).await };
        runtime.block_on(pause); // HERE
    });
    thread.join().unwrap(); // HERE
}
