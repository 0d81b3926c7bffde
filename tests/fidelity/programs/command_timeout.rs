//! A command that may take so long and no longer: ended in time, and killed when it was not.
//= total 0.3 s

use std::process::Command;
use std::time::{Duration, Instant};

use crate::kernel::*;

fn run(seconds: &str, limit: u64) -> String {
    let start = Instant::now();
    let mut child = Command::new("sleep").arg(seconds).spawn().unwrap();
    let end = start + Duration::from_millis(limit);
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return format!("{status}, {}", start.elapsed() >= duration(millis(100)));
        }
        if Instant::now() >= end {
            child.kill().unwrap();
            let status = child.wait().unwrap();
            return format!("too late, {status}, {}", took(start, limit));
        }
        sleep(10);
    }
}

pub fn main() {
    println!("{}", run("0.1", 5000));
    println!("{}", run("5", 200));
}
