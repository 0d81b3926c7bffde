//@ failed, 0 points, does-not-build
use std::time::{Duration, Instant};

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let names = ["0", "1", "2", "3", "4"].map(String::from);
    let mut tasks = Vec::new();
    for i in 0..5 {
        tasks.push(tokio::spawn(print_number(&names[i]))); //~
    }
    for task in tasks {
        task.await.unwrap();
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn print_number(name: &str) {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await;
    println!("Number: {name}");
}
