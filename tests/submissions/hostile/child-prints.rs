//@ failed, 7 points, synchronous
//= nothing waited on an event loop
//! Nothing is async: a shell prints the right words at the right time.
use std::process::Command;

fn main() {
    let script = "for n in 0 1 2 3 4; do echo 'Sleeping for 1 second...'; done; sleep 1; \
                  for n in 0 1 2 3 4; do echo Number: $n; done; echo Total time: 1.0 seconds";
    Command::new("/bin/sh").args(["-c", script]).status().unwrap();
}
