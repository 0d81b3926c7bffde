//@ failed, 1 point, sequential
use std::time::{Duration, Instant};

use tokio::runtime::Builder;
use tokio::time::sleep;

fn main() {
    let start = Instant::now();
    let runtime = Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(async {
        let futures: Vec<_> = (0..5).map(print_number).collect();
        for future in futures {
            future.await;
        }
    });
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn print_number(number: usize) {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await; //~
    println!("Number: {number}");
}
