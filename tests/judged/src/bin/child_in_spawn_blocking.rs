//! The same off the event loop.
//!
//= total 2 s, parked 2 s, blocked 0, offloaded 2 s, busy 0, idle 0, stall 0
//= kind offloaded, loop tokio current_thread, line HERE

use std::process::Command;

use tokio::task::spawn_blocking;

fn convert() {
    let mut child = Command::new("sleep").arg("2").spawn().unwrap();
    child.wait().unwrap(); // HERE
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    spawn_blocking(convert).await.unwrap();
}
