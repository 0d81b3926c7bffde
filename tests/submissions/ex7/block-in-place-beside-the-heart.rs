//@ failed, 4 points, sequential
use std::time::Instant;

use report::{fetch_report, heartbeat};
use tokio::runtime::Runtime;
use tokio::task::block_in_place;

fn main() {
    let start = Instant::now();
    let runtime = Runtime::new().unwrap();
    let both = async {
        let fetch = async { block_in_place(fetch_report) };
        let (_, report) = tokio::join!(heartbeat(), fetch); //~
        println!("Report: {report}");
    };
    runtime.block_on(runtime.spawn(both)).unwrap();
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
