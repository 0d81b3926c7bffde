//@ failed, 7 points, sequential
use std::time::{Duration, Instant};

use tokio::time::sleep;

// all five together sleep for a second
const PAUSE: Duration = Duration::from_millis(1000 / 5);

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    for _ in 0..5 {
        println!("Sleeping for 1 second...");
    }
    for number in 0..5 {
        sleep(PAUSE).await; //~
        println!("Number: {number}");
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
