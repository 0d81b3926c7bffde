//! Two threads share a queue of four jobs, and are done in two rounds. Between jobs a thread waits for work.
//!
//= total 2 s, parked 2 s, blocked 0, offloaded 2 s, busy 0, idle any, stall 0
//= kind offloaded, loop tokio current_thread, line HERE

use std::thread;
use std::time::Duration;

use tokio::sync::mpsc;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (jobs, queue) = crossbeam_channel::unbounded::<u32>();
    let (done, mut results) = mpsc::channel(4);
    for _ in 0..2 {
        let (queue, done) = (queue.clone(), done.clone());
        thread::spawn(move || {
            for job in queue {
                thread::sleep(Duration::from_secs(1)); // HERE
                done.blocking_send(job * job).unwrap();
            }
        });
    }
    (1..=4).for_each(|job| jobs.send(job).unwrap());
    for _ in 0..4 {
        println!("{}", results.recv().await.unwrap());
    }
}
