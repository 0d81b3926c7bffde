//! A timer of tokio's fires only when tokio's loop turns. `block_on` of another library waits for the timer on the
//! loop's own thread, so the loop never turns again.
//!
//= total 0, parked 0, blocked any, offloaded 0, busy 0, idle 0, stall any
//= kind deadlock, loop tokio current_thread, line HERE

use std::time::Duration;

use tokio::time::sleep;

async fn price(of: u32) -> u32 {
    sleep(Duration::from_millis(300)).await;
    of * 3
}

fn sum_of_prices(numbers: &[u32]) -> u32 {
    let mut sum = 0;
    for number in numbers {
        sum += futures::executor::block_on(price(*number)); // HERE
    }
    sum
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("{}", sum_of_prices(&[1, 2, 3]));
}
