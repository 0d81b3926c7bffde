//! Another program that sleeps: started with `posix_spawn`'s vfork, and in place of a child.
//= total 0.25 s

use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::kernel::*;

pub fn main() {
    let start = Instant::now();
    let status = Command::new("sleep").arg("0.1").status().unwrap();
    println!("{status}, {}", took(start, 100));
    let start = Instant::now();
    let child = child(|| {
        let error = Command::new("sleep").arg("0.1").exec();
        error.raw_os_error().unwrap_or(1)
    });
    println!("{}, {}", reap(child), took(start, 100));
    let script = "sleep 0.05; echo one; exec sh -c 'echo two; exit 3'";
    let output = Command::new("sh")
        .args(["-c", script])
        .stderr(Stdio::null())
        .output()
        .unwrap();
    println!(
        "{:?}, {:?}",
        String::from_utf8(output.stdout),
        output.status.code()
    );
}
