//! The branch of a `select!` that lost is kept and no longer polled. It holds the lock that is asked for next, and
//! can never give it back.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded 0, busy 0, idle 0, stall 0
//= kind deadlock, loop tokio current_thread, line HERE

use std::pin::pin;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let lock = Mutex::new(0);
    let mut job = pin!(async {
        let mut count = lock.lock().await;
        sleep(Duration::from_secs(5)).await; // HERE
        *count += 1;
    });
    tokio::select! { // HERE
        () = &mut job => println!("done"),
        () = sleep(Duration::from_secs(1)) => println!("late"), // HERE
    }
    println!("{}", lock.lock().await); // HERE
}
