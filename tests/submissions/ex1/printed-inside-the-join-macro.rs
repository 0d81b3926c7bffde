//@ passed, 10 points, concurrent
use std::time::{Duration, Instant};

use tokio::runtime::Builder;
use tokio::time::sleep;

fn main() -> std::io::Result<()> {
    let start = Instant::now();
    let event_loop = Builder::new_current_thread().enable_time().build()?;
    event_loop.block_on(async {
        // gather(show(0), show(1), ...)
        tokio::join!(show(0), show(1), show(2), show(3), show(4));
    });
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}

async fn show(number: i32) {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await;
    println!("Number: {number}");
}
