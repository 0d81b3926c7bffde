//@ failed, 7 points, wrong-output
use std::fmt::Write;
use std::time::{Duration, Instant};

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let mut output = String::new();
    for _ in 0..5 {
        output.push_str("Sleeping for 1 second...\n");
    }
    sleep(Duration::from_secs(1)).await;
    for number in 0..5 {
        writeln!(output, "Number: {number}").unwrap();
    }
    let seconds = start.elapsed().as_secs_f64();
    writeln!(output, "Total time: {seconds:.4} seconds").unwrap();
    print!("{output}");
}
