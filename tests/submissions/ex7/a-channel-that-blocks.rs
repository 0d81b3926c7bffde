//@ failed, 4 points, blocking
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use report::{fetch_report, heartbeat};
use tokio::task::JoinSet;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    tasks.spawn(async {
        heartbeat().await;
        None
    });
    tasks.spawn(async {
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || sender.send(fetch_report()).unwrap());
        receiver.recv().ok() //~
    });
    for report in tasks.join_all().await.into_iter().flatten() {
        println!("Report: {report}");
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
