//! Tasks that stay on their thread wait together like any others.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded 0, busy 0, idle 0, stall 0
//= kind concurrent, loop tokio current_thread, line any

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use tokio::task::LocalSet;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let done = Rc::new(Cell::new(0));
    let tasks = LocalSet::new();
    for _ in 0..3 {
        let done = done.clone();
        tasks.spawn_local(async move {
            sleep(Duration::from_secs(1)).await;
            done.set(done.get() + 1);
        });
    }
    tasks.await;
    println!("{}", done.get());
}
