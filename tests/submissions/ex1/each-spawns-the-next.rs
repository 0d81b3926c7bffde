//@ passed, 10 points, concurrent
use std::pin::Pin;
use std::time::{Duration, Instant};

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    print_from(0).await;
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}

fn print_from(number: u32) -> Pin<Box<dyn Future<Output = ()> + Send>> {
    Box::pin(async move {
        if number == 5 {
            return;
        }
        println!("Sleeping for 1 second...");
        let others = tokio::spawn(print_from(number + 1));
        sleep(Duration::from_secs(1)).await;
        println!("Number: {number}");
        others.await.unwrap();
    })
}
