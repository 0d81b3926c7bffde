//! The standard library's way to wait for a child blocks, in a task as well.
//!
//= total 2 s, parked 0, blocked 2 s, offloaded any, busy 0, idle 0, stall 2 s
//= kind blocking, loop tokio current_thread, line HERE

use std::process::Command;

async fn convert() {
    let output = Command::new("sleep").arg("2").output(); // HERE
    println!("{}", output.unwrap().status);
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::spawn(convert()).await.unwrap();
}
