//! Rayon's threads run no tasks of an event loop. A pool of one takes one job after another.
//!
//= total 3 s, parked 3 s, blocked 0, offloaded 3 s, busy 0, idle any, stall 0
//= kind offloaded, loop tokio current_thread, line HERE, says one after another

use std::thread;
use std::time::Duration;

use rayon::ThreadPoolBuilder;
use tokio::sync::mpsc;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let pool = ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let (done, mut results) = mpsc::unbounded_channel();
    for number in 0..3 {
        let done = done.clone();
        pool.spawn(move || {
            thread::sleep(Duration::from_secs(1)); // HERE
            done.send(number).unwrap();
        });
    }
    drop(done);
    while let Some(number) = results.recv().await {
        println!("{number}");
    }
}
