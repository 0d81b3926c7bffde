//@ passed, 10 points, offloaded
use std::thread;
use std::time::Instant;

use report::{fetch_report, heartbeat};
use tokio::runtime::Builder;

fn main() {
    let start = Instant::now();
    let heart = thread::spawn(|| {
        let event_loop = Builder::new_current_thread().enable_time().build().unwrap();
        event_loop.block_on(heartbeat());
    });
    // nobody else needs this thread
    let report = fetch_report();
    heart.join().unwrap();
    println!("Report: {report}");
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
