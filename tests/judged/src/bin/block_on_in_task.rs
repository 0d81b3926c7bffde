//! One task waits with `block_on` for a thread's answer, so that the other task's timer rings late.
//!
//= total 2 s, parked 0, blocked 2 s, offloaded 2 s, busy 0, idle 0, stall 2 s
//= kind blocking, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

use futures::channel::oneshot;
use futures::executor::block_on;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let timer = tokio::spawn(sleep(Duration::from_secs(1)));
    let task = tokio::spawn(async {
        let (done, is_done) = oneshot::channel();
        thread::spawn(|| {
            thread::sleep(Duration::from_secs(2));
            done.send(())
        });
        block_on(is_done) // HERE
    });
    task.await.unwrap().unwrap();
    timer.await.unwrap();
}
