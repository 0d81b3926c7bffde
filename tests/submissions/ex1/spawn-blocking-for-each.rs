//@ failed, 7 points, offloaded
use std::thread::sleep;
use std::time::{Duration, Instant};

use tokio::task::spawn_blocking;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let mut handles = Vec::new();
    for number in 0..5 {
        handles.push(spawn_blocking(move || {
            println!("Sleeping for 1 second...");
            sleep(Duration::from_secs(1)); //~
            number
        }));
    }
    for handle in handles {
        println!("Number: {}", handle.await.unwrap());
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
