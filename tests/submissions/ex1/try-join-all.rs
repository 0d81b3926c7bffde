//@ passed, 10 points, concurrent
use std::io::{self, Write};
use std::time::{Duration, Instant};

use futures::future::try_join_all;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let start = Instant::now();
    try_join_all((0..5).map(print_number)).await?;
    writeln!(
        io::stdout(),
        "Total time: {:.4} seconds",
        start.elapsed().as_secs_f64()
    )
}

async fn print_number(number: u32) -> io::Result<()> {
    writeln!(io::stdout(), "Sleeping for 1 second...")?;
    sleep(Duration::from_secs(1)).await;
    writeln!(io::stdout(), "Number: {number}")
}
