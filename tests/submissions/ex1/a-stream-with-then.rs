//@ failed, 1 point, sequential
use std::time::{Duration, Instant};

use futures::stream::{self, StreamExt};
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let numbers = stream::iter(0..5).then(|number| async move {
        println!("Sleeping for 1 second...");
        sleep(Duration::from_secs(1)).await; //~
        number
    });
    numbers
        .for_each_concurrent(5, |number| async move {
            println!("Number: {number}");
        })
        .await;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
