//@ failed, 1 point, crash
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};
use tokio::time::sleep;

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_time().build().unwrap()
}

fn main() {
    let start = Instant::now();
    runtime().block_on(async {
        let tasks = (0..5).map(|number| tokio::spawn(async move { print_number(number) }));
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
    });
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

fn print_number(number: u32) {
    println!("Sleeping for 1 second...");
    runtime().block_on(sleep(Duration::from_secs(1))); //~
    println!("Number: {number}");
}
