//@ failed, 1 point, sequential
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    // so that the lines do not get mixed up
    let turn = Arc::new(Semaphore::new(1));
    let mut tasks = JoinSet::new();
    for number in 0..5 {
        tasks.spawn(print_number(number, turn.clone()));
    }
    tasks.join_all().await;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn print_number(number: u32, turn: Arc<Semaphore>) {
    let _permit = turn.acquire().await.unwrap();
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await; //~
    println!("Number: {number}");
}
