//! Whose `block_on` it is makes no difference: while it waits in a task, the event loop does not turn.
//!
//= total 1 s, parked 0, blocked 1 s, offloaded 1 s, busy 0, idle 0, stall 1 s
//= kind blocking, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (done, is_done) = oneshot::channel();
    thread::spawn(|| {
        thread::sleep(Duration::from_secs(1));
        done.send(())
    });
    let task = async { pollster::block_on(is_done) }; // HERE
    tokio::spawn(task).await.unwrap().unwrap();
}
