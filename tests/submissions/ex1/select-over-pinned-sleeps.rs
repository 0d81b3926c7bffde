//@ passed, 10 points, concurrent
use std::time::{Duration, Instant};

use tokio::pin;
use tokio::time::{Sleep, sleep};

fn begin() -> Sleep {
    println!("Sleeping for 1 second...");
    sleep(Duration::from_secs(1))
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let (a, b, c, d, e) = (begin(), begin(), begin(), begin(), begin());
    pin!(a, b, c, d, e);
    let mut done = [false; 5];
    while done.contains(&false) {
        let number = tokio::select! {
            biased;
            _ = &mut a, if !done[0] => 0,
            _ = &mut b, if !done[1] => 1,
            _ = &mut c, if !done[2] => 2,
            _ = &mut d, if !done[3] => 3,
            _ = &mut e, if !done[4] => 4,
        };
        done[number] = true;
        println!("Number: {number}");
    }
    println!("Total time: {:.4} seconds", start.elapsed().as_secs_f64());
}
