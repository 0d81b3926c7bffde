//@ failed, 4 points, sequential
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let numbers = Arc::new(Mutex::new(Vec::new()));
    let mut tasks = Vec::new();
    for number in 0..5 {
        let numbers = Arc::clone(&numbers);
        tasks.push(tokio::spawn(async move {
            println!("Sleeping for 1 second...");
            let mut numbers = numbers.lock().await;
            sleep(Duration::from_secs(1)).await; //~
            numbers.push(number);
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    for number in numbers.lock().await.iter() {
        println!("Number: {number}");
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
