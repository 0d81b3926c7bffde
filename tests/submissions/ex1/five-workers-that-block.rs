//@ failed, 7 points, blocking
use std::time::{Duration, Instant};

#[tokio::main(flavor = "multi_thread", worker_threads = 5)]
async fn main() {
    let start = Instant::now();
    let tasks: Vec<_> = (0..5).map(|n| tokio::spawn(number(n))).collect();
    for task in tasks {
        println!("Number: {}", task.await.unwrap());
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

// works, if there are as many workers as tasks
async fn number(n: u32) -> u32 {
    println!("Sleeping for 1 second...");
    std::thread::sleep(Duration::from_secs(1)); //~
    n
}
