//@ passed, 10 points, offloaded
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use futures::channel::oneshot;
use report::{fetch_report, heartbeat};
use tokio::runtime::Builder;

type Request = oneshot::Sender<&'static str>;

/// A thread that fetches a report for everyone who asks.
fn start_reporter() -> mpsc::Sender<Request> {
    let (requests, inbox) = mpsc::channel::<Request>();
    thread::spawn(move || {
        for request in inbox {
            request.send(fetch_report()).unwrap();
        }
    });
    requests
}

async fn ask(reporter: mpsc::Sender<Request>) -> &'static str {
    let (request, answer) = oneshot::channel();
    reporter.send(request).unwrap();
    answer.await.unwrap()
}

fn main() {
    let start = Instant::now();
    let reporter = start_reporter();
    let runtime = Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(async {
        let report = tokio::spawn(ask(reporter));
        heartbeat().await;
        println!("Report: {}", report.await.unwrap());
    });
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
