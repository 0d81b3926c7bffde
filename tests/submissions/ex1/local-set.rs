//@ passed, 10 points, concurrent
use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::runtime::Builder;
use tokio::task::{LocalSet, spawn_local};
use tokio::time::sleep;

fn main() {
    let start = Instant::now();
    let runtime = Builder::new_current_thread().enable_time().build().unwrap();
    let local = LocalSet::new();
    local.block_on(&runtime, async {
        let next = Rc::new(Cell::new(0));
        let tasks: Vec<_> = (0..5)
            .map(|_| spawn_local(print_next(next.clone())))
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn print_next(next: Rc<Cell<u32>>) {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await;
    println!("Number: {}", next.replace(next.get() + 1));
}
