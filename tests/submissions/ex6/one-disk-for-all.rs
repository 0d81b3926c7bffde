//@ failed, 4 points, sequential
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;
use tokio::time::sleep;

struct Disk;

impl Disk {
    async fn write(&mut self, _number: u64) {
        sleep(Duration::from_secs(1)).await; //~
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let disk = Arc::new(Mutex::new(Disk));
    let mut tasks = Vec::new();
    for (name, n) in [("A", 10), ("B", 4), ("C", 6)] {
        tasks.push(tokio::spawn(factorial(name, n, disk.clone())));
    }
    for task in tasks {
        task.await.unwrap();
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn factorial(name: &str, n: u64, disk: Arc<Mutex<Disk>>) {
    let start = Instant::now();
    println!("Task {name}: Starting factorial({n})");
    let mut result = 1;
    for i in 1..=n {
        result *= i;
        disk.lock().await.write(result).await;
    }
    println!("Task {name}: factorial({n}) = {result}");
    println!(
        "Time taken for Task {name}: {:.4} seconds",
        start.elapsed().as_secs_f64()
    );
}
