//@ failed, 1 point, busy
use std::hint;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    for number in 0..5 {
        tasks.spawn(print_number(number));
    }
    while tasks.join_next().await.is_some() {}
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn print_number(number: u32) {
    println!("Sleeping for 1 second...");
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(1) {
        (0..100_000).for_each(|_| hint::spin_loop());
    }
    println!("Number: {number}");
}
