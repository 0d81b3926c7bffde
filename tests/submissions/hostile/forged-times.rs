//@ failed, 4 points, blocking
//= took 5.
//! It says that it took a second, and blocks for five.
use std::time::Duration;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    for _ in 0..5 {
        println!("Sleeping for 1 second...");
    }
    for _ in 0..5 {
        std::thread::sleep(Duration::from_secs(1)); //~
    }
    for number in 0..5 {
        println!("Number: {number}");
    }
    println!("Total time: 1.0000 seconds");
}
