//! A signal from a process outside, waited for by `pause`.
//= outside signal

use std::fs;

use crate::kernel::*;

pub fn main() {
    catch(libc::SIGUSR1, 0);
    // Whoever sends it sends it again until this ends, so none comes too early.
    fs::write(folder().join("ready"), std::process::id().to_string()).unwrap();
    println!(
        "{}, caught {}",
        said(call!(SYS_pause)),
        caught(libc::SIGUSR1) > 0
    );
}
