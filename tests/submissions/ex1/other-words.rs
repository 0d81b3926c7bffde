//@ failed, 7 points, wrong-output
use std::time::{Duration, Instant};

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let (a, b, c, d, e) = (1, 2, 3, 4, 5);
    futures::join!(print(a), print(b), print(c), print(d), print(e));
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn print(number: u32) {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await;
    println!("Number: {number}");
}
