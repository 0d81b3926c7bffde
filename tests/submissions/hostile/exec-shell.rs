//@ failed, 1 point, unknown
//= line 1 of 11 is missing
//! Becomes another program.
use std::os::unix::process::CommandExt;
use std::process::Command;

fn main() {
    let error = Command::new("/bin/sh").args(["-c", "sleep 5"]).exec();
    println!("{error}");
}
