//! A pool that one writes oneself is a pool, too: its one thread runs no tasks, and takes one job after another.
//!
//= total 3 s, parked 3 s, blocked 0, offloaded 3 s, busy 0, idle 0, stall 0
//= kind offloaded, loop tokio current_thread, line HERE

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;

type Job = Box<dyn FnOnce() + Send>;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (pool, jobs) = mpsc::channel::<Job>();
    thread::spawn(move || jobs.into_iter().for_each(|job| job()));
    let submit = |number: u32| {
        let (done, result) = oneshot::channel();
        let job = move || {
            thread::sleep(Duration::from_secs(1)); // HERE
            done.send(number).unwrap();
        };
        pool.send(Box::new(job)).unwrap();
        result
    };
    let results = [submit(1), submit(2), submit(3)];
    for result in results {
        println!("{}", result.await.unwrap());
    }
}
