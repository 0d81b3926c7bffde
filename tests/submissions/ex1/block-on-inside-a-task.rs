//@ failed, 1 point, deadlock
use std::time::{Duration, Instant};

use futures::executor::block_on;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let mut tasks = Vec::new();
    for number in 0..5 {
        tasks.push(tokio::spawn(async move { print_number(number) }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

// not async, so await does not work here
fn print_number(number: u32) {
    println!("Sleeping for 1 second...");
    block_on(sleep(Duration::from_secs(1))); //~
    println!("Number: {number}");
}
