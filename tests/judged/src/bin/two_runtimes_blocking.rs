//! A task of one runtime waits in a call that blocks for a task of another. The first loop is held, the second free.
//!
//= total 1 s, parked 1 s, blocked 1 s, offloaded 0, busy 0, idle any, stall 1 s
//= kind blocking, loop tokio current_thread or tokio multi_thread, line HERE

use std::sync::mpsc;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::time::sleep;

fn main() {
    let mut builder = Builder::new_multi_thread();
    let background = builder.worker_threads(1).enable_all().build().unwrap();
    let foreground = Builder::new_current_thread().enable_all().build();
    let (done, is_done) = mpsc::channel();
    background.spawn(async move {
        sleep(Duration::from_secs(1)).await;
        done.send("done").unwrap();
    });
    foreground.unwrap().block_on(async {
        println!("{}", is_done.recv().unwrap()); // HERE
    });
}
