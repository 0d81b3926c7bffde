//@ failed, 7 points, busy
use std::hint;
use std::time::{Duration, Instant};

use futures::future::join_all;
use tokio::task::yield_now;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let numbers = join_all((0..5).map(number)).await;
    for number in numbers {
        println!("Number: {number}");
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

async fn number(number: u32) -> u32 {
    println!("Sleeping for 1 second...");
    let wake_up = Instant::now() + Duration::from_secs(1);
    while Instant::now() < wake_up {
        (0..10_000).for_each(|_| hint::spin_loop());
        yield_now().await; // let the others run
    }
    number
}
