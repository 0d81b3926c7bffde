//! Two workers, and a lock that is held across a call that blocks: the one sleeps, the other waits for the lock, and
//! no worker is left for anybody else.
//!
//= total 2 s, parked any, blocked 2 s, offloaded 0, busy 0, idle any, stall any
//= kind blocking, loop tokio multi_thread, line HERE

use std::sync::Mutex;
use std::thread;
use std::time::Duration;

static ACCOUNT: Mutex<u32> = Mutex::new(0);

async fn deposit(amount: u32) {
    let mut account = ACCOUNT.lock().unwrap(); // HERE
    thread::sleep(Duration::from_secs(1)); // HERE
    *account += amount;
}

#[tokio::main(worker_threads = 2)]
async fn main() {
    let (one, other) = (tokio::spawn(deposit(10)), tokio::spawn(deposit(20)));
    one.await.unwrap();
    other.await.unwrap();
    println!("{}", ACCOUNT.lock().unwrap());
}
