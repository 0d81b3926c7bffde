//! The branch of a `select!` that lost is kept and no longer polled. It holds the lock that is asked for next, and
//! can never give it back, although its timer rings.
//!
//= total 2 s, parked 2 s, blocked 0, offloaded 0, busy 0, idle 0, stall 0
//= kind deadlock, loop tokio current_thread, line any

use std::pin::pin;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let lock = Mutex::new(0);
    let mut job = pin!(async {
        let mut count = lock.lock().await;
        sleep(Duration::from_secs(2)).await;
        *count += 1;
    });
    tokio::select! {
        () = &mut job => println!("done"),
        () = sleep(Duration::from_secs(1)) => println!("late"),
    }
    println!("{}", lock.lock().await);
}
