//@ failed, 1 point, hang
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let finished = Arc::new(AtomicUsize::new(0));
    for number in 0..5 {
        tokio::spawn(print_number(number, finished.clone()));
    }
    while finished.load(Ordering::SeqCst) < 5 {
        sleep(Duration::from_millis(10)).await; //~
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn print_number(number: usize, finished: Arc<AtomicUsize>) {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await;
    println!("Number: {number}");
    finished.store(number, Ordering::SeqCst);
}
