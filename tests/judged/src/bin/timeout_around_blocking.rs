//! A timeout cannot interrupt a call that blocks: it is three seconds late.
//!
//= total 4 s, parked 0, blocked 4 s, offloaded 0, busy 0, idle 0, stall 4 s
//= kind blocking, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

use tokio::task::yield_now;
use tokio::time::timeout;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let slow = async {
        thread::sleep(Duration::from_secs(4)); // HERE
        yield_now().await;
    };
    let outcome = timeout(Duration::from_secs(1), slow).await;
    println!("{}", outcome.is_ok());
}
