//@ failed, 1 point, hang or synchronous
//= Hint
//! It neither computes nor waits for long, but for the disk, again and again: for 20 s of real time.
use std::arch::x86_64::_rdtsc;
use std::fs::File;
use std::io::{Seek, Write};

fn main() {
    // Whatever it is judged by, its time is not right.
    std::thread::sleep(std::time::Duration::from_secs(3));
    let start = unsafe { _rdtsc() };
    let mut file = File::create("file").unwrap();
    for _ in 0..200_000 {
        file.rewind().unwrap();
        file.write_all(b"x").unwrap();
        file.sync_all().unwrap();
        if unsafe { _rdtsc() } - start > 20 * 2_000_000_000 {
            break;
        }
    }
}
