//@ failed, 7 points, crash
use std::time::{Duration, Instant};

use tokio::time::sleep;

const NUMBERS: [u32; 4] = [0, 1, 2, 3];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let mut tasks = Vec::new();
    for index in 0..5 {
        tasks.push(tokio::spawn(print_number(index)));
    }
    for task in tasks {
        task.await.unwrap();
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn print_number(index: usize) {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await;
    println!("Number: {}", NUMBERS[index]); //~
}
