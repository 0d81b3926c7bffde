//! A child process that is awaited leaves the loop free.
//!
//= total 2 s, parked 2 s, blocked 0, offloaded any, busy 0, idle 0, stall 0
//= kind any, loop tokio current_thread, line any

use tokio::process::Command;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let status = Command::new("sleep").arg("2").status().await.unwrap();
    println!("{status}");
}
