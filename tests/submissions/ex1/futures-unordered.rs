//@ passed, 10 points, concurrent
use std::time::{Duration, Instant};

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use tokio::runtime::Builder;
use tokio::time::sleep;

fn main() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let start = Instant::now();
    runtime.block_on(async {
        let mut numbers = FuturesUnordered::new();
        for n in 0..5 {
            numbers.push(number_after_a_second(n));
        }
        while let Some(n) = numbers.next().await {
            println!("Number: {n}");
        }
    });
    println!("Total time: {} seconds", start.elapsed().as_secs_f64());
}

async fn number_after_a_second(n: usize) -> usize {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await;
    n
}
