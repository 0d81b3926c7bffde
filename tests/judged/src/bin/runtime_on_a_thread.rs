//! The event loop has a thread of its own. That `main` waits for the thread keeps no task from anything.
//!
//= total 1 s, parked 1 s, blocked 0, offloaded any, busy 0, idle any, stall 0
//= kind concurrent, loop tokio current_thread, line any

use std::thread;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::task::JoinSet;
use tokio::time::sleep;

async fn serve() {
    let mut tasks = JoinSet::new();
    for number in 0..3 {
        tasks.spawn(async move {
            sleep(Duration::from_secs(1)).await;
            println!("{number}");
        });
    }
    tasks.join_all().await;
}

fn main() {
    let mut builder = Builder::new_current_thread();
    let runtime = builder.enable_time().build().unwrap();
    let thread = thread::spawn(move || runtime.block_on(serve()));
    thread.join().unwrap();
}
