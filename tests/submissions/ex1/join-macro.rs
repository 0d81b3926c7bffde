//@ passed, 10 points, concurrent
use std::time::Duration;

use tokio::time::{Instant, sleep};

async fn get(number: i32) -> i32 {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_millis(1000)).await;
    number
}

// multi_thread, but one task does it all
#[tokio::main]
async fn main() {
    let now = Instant::now();
    let (a, b, c, d, e) = tokio::join!(get(0), get(1), get(2), get(3), get(4));
    for number in [a, b, c, d, e] {
        println!("Number: {}", number);
    }
    println!("Total time: {:.2} seconds", now.elapsed().as_secs_f32());
}
