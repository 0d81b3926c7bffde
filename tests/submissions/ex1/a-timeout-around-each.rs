//@ passed, 10 points, concurrent
use std::time::{Duration, Instant};

use tokio::runtime::Builder;
use tokio::time::{sleep, timeout};

const PATIENCE: Duration = Duration::from_secs(3);

fn main() -> std::io::Result<()> {
    let start = Instant::now();
    let runtime = Builder::new_current_thread().enable_time().build()?;
    runtime.block_on(print_numbers());
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}

async fn print_numbers() {
    let mut tasks = Vec::new();
    for number in 0..5 {
        tasks.push(tokio::spawn(timeout(PATIENCE, print_number(number))));
    }
    for task in tasks {
        match task.await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => eprintln!("too slow"),
            Err(error) => eprintln!("{error}"),
        }
    }
}

async fn print_number(number: i64) {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await;
    println!("Number: {number}");
}
