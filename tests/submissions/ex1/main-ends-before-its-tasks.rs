//@ failed, 1 point, no-wait
use std::time::{Duration, Instant};

use tokio::runtime::Builder;
use tokio::task::{JoinHandle, yield_now};
use tokio::time::sleep;

fn main() {
    let start = Instant::now();
    let runtime = Builder::new_current_thread().enable_time().build().unwrap();
    let tasks = runtime.block_on(spawn_all());
    assert_eq!(tasks.len(), 5);
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn spawn_all() -> Vec<JoinHandle<()>> {
    let tasks = (0..5).map(|number| tokio::spawn(print_number(number)));
    let tasks = tasks.collect();
    yield_now().await;
    tasks
}

async fn print_number(number: u32) {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await;
    println!("Number: {number}");
}
