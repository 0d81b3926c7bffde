//! A task waits for its own end.
//!
//= total 0, parked 0, blocked 0, offloaded 0, busy 0, idle 0, stall 0
//= kind deadlock, loop tokio current_thread, line any

use tokio::sync::oneshot;
use tokio::task::JoinHandle;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (handle, own_handle) = oneshot::channel::<JoinHandle<()>>();
    let (done, is_done) = oneshot::channel();
    let task = tokio::spawn(async move {
        own_handle.await.unwrap().await.unwrap();
        done.send(()).unwrap();
    });
    handle.send(task).unwrap();
    is_done.await.unwrap();
}
