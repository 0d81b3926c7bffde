//! The same with a lock of parking_lot's.
//!
//= total 2 s, parked 0, blocked 2 s, offloaded 2 s, busy 0, idle 0, stall 2 s
//= kind blocking, loop tokio current_thread, line HERE

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use parking_lot::RwLock;

static STATE: RwLock<u32> = RwLock::new(0);

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (locked, is_locked) = mpsc::channel();
    thread::spawn(move || {
        let mut state = STATE.write();
        locked.send(()).unwrap();
        thread::sleep(Duration::from_secs(2));
        *state = 7;
    });
    is_locked.recv().unwrap();
    let task = async { *STATE.read() }; // HERE
    println!("{}", tokio::spawn(task).await.unwrap());
}
