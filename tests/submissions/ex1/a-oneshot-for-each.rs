//@ passed, 10 points, concurrent
use std::error::Error;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let mut answers = Vec::new();
    for number in 0..5 {
        let (sender, receiver) = oneshot::channel();
        tokio::spawn(async move {
            println!("Sleeping for 1 second...");
            tokio::time::sleep(Duration::from_secs(1)).await;
            let _ = sender.send(number);
        });
        answers.push(receiver);
    }
    for answer in answers {
        println!("Number: {}", answer.await?);
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}
