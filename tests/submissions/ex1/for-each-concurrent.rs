//@ passed, 10 points, concurrent
use std::time::{Duration, Instant};

use futures::{StreamExt, stream};
use tokio::runtime::Runtime;
use tokio::time::sleep;

fn main() -> std::io::Result<()> {
    let start = Instant::now();
    let runtime = Runtime::new()?;
    // None: as many at once as there are
    runtime.block_on(stream::iter(0..5).for_each_concurrent(None, print_number));
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
    Ok(())
}

async fn print_number(number: u8) {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1)).await;
    println!("Number: {number}");
}
