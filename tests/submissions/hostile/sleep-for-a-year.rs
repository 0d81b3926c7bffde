//@ failed, 1 point, hang
//= still running after 10 s
use std::time::Duration;

#[tokio::main]
async fn main() {
    println!("Sleeping for 1 second...");
    tokio::time::sleep(Duration::from_secs(365 * 24 * 60 * 60)).await;
}
