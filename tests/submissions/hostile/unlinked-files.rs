//@ failed, 1 point, crash
//= wrote more than 16 MiB to files
//! Files that are open and have no name any more are in no folder where anybody could count them.
use std::fs::{self, File};
use std::io::Write;
use std::time::{Duration, Instant};

fn main() {
    let start = Instant::now();
    let mut files = Vec::new();
    for number in 0..40 {
        let mut file = File::create("file").unwrap();
        fs::remove_file("file").unwrap();
        file.write_all(&vec![1; 15 << 20]).unwrap();
        files.push(file);
        if number % 10 == 9 {
            println!("WROTE {} MiB", (number + 1) * 15);
        }
    }
    std::thread::sleep(Duration::from_secs(1));
    println!("{:?}", start.elapsed());
}
