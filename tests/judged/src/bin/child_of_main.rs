//! Without an event loop it is `main` that waits for the child.
//!
//= total 2 s, parked 0, blocked 2 s, offloaded any, busy 0, idle 0, stall 0
//= kind synchronous, loop none, line HERE

use std::process::Command;

fn main() {
    let status = Command::new("sleep").arg("2").status(); // HERE
    println!("{}", status.unwrap());
}
