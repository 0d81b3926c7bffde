//! On a thread of the blocking pool one may wait for a future: the event loop turns meanwhile, and rings the timer.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded 1 s, busy 0, idle 0, stall 0
//= kind offloaded, loop tokio current_thread, line HERE

use std::time::Duration;

use tokio::runtime::Handle;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let runtime = Handle::current();
    let legacy = spawn_blocking(move || {
        let fetch = async { sleep(Duration::from_secs(1)).await };
        runtime.block_on(fetch) // HERE
    });
    legacy.await.unwrap();
}
