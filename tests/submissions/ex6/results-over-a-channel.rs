//@ passed, 10 points, concurrent
use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use tokio::time::{self, sleep_until};

struct Done {
    name: &'static str,
    n: u64,
    result: u64,
    took: Duration,
}

#[tokio::main(flavor = "multi_thread", worker_threads = 3)]
async fn main() {
    let start = Instant::now();
    let (sender, mut results) = mpsc::channel(3);
    for (name, n) in [("A", 10), ("B", 4), ("C", 6)] {
        let sender = sender.clone();
        println!("Task {name}: Starting factorial({n})");
        tokio::spawn(async move {
            let start = time::Instant::now();
            let mut result = 1;
            for i in 1..=n {
                result *= i;
                sleep_until(start + Duration::from_secs(i)).await;
            }
            let took = start.elapsed();
            let done = Done {
                name,
                n,
                result,
                took,
            };
            sender.send(done).await.ok();
        });
    }
    drop(sender);
    while let Some(done) = results.recv().await {
        let Done { name, n, .. } = done;
        println!("Task {name}: factorial({n}) = {}", done.result);
        let seconds = done.took.as_secs_f64();
        println!("Time taken for Task {name}: {seconds:.4} seconds");
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
