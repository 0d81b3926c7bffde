//@ failed, 7 points, crash
use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::task::{LocalSet, spawn_local};
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    LocalSet::new().run_until(print_numbers()).await;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn print_numbers() {
    let log = Rc::new(RefCell::new(Vec::new()));
    let mut tasks = Vec::new();
    for number in 0..5 {
        let log = Rc::clone(&log);
        tasks.push(spawn_local(async move {
            println!("Sleeping for 1 second...");
            let mut log = log.borrow_mut(); //~
            sleep(Duration::from_secs(1)).await;
            println!("Number: {number}");
            log.push(number);
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
}
