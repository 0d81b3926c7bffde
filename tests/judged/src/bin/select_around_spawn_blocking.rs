//! Off the event loop the call can be given up, but not interrupted: the runtime waits for it before the program ends.
//!
//= total 3 s, parked any, blocked any, offloaded 3 s, busy 0, idle 0, stall any
//= kind any, loop tokio current_thread, line any

use std::thread;
use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::select! {
        _ = spawn_blocking(|| thread::sleep(Duration::from_secs(3))) => println!("read"),
        () = sleep(Duration::from_secs(1)) => println!("gave up"),
    }
}
