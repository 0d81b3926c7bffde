//! Takes two seconds where five sleeps of 0.4 seconds together would take 0.4.

use std::time::Duration;

use tokio::runtime::Builder;
use tokio::time::sleep;

fn main() {
    let event_loop = Builder::new_current_thread().enable_time().build().unwrap();
    event_loop.block_on(async {
        for number in 0..5 {
            tokio::spawn(print_number(number)).await.unwrap();
        }
    });
}

async fn print_number(number: u32) {
    sleep(Duration::from_millis(400)).await;
    println!("Number: {number}");
}
