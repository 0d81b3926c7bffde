//@ failed, 1 point, crash
use std::thread;
use std::time::Instant;

use futures::executor::block_on;
use report::{fetch_report, heartbeat};

fn main() {
    let start = Instant::now();
    let report = thread::spawn(fetch_report);
    block_on(heartbeat());
    let report = report.join().unwrap();
    println!("Report: {report}");
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
