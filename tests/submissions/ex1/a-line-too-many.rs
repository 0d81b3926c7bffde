//@ failed, 7 points, wrong-output
use std::time::{Duration, Instant};

use tokio::runtime::Builder;
use tokio::time::sleep;

fn main() {
    let start = Instant::now();
    println!("Starting the event loop");
    let runtime = Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(async {
        let tasks: Vec<_> = (0..5).map(|n| tokio::spawn(print_number(n))).collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn print_number(number: u32) {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await;
    println!("Number: {number}");
}
