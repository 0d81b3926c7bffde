//@ failed, 1 point, crash
//= wrote more than 16 MiB to files
//! One big file in its own home, up to 1 GiB.
use std::fs::File;
use std::io::Write;

fn main() {
    // Whatever it is judged by, its time is not right.
    std::thread::sleep(std::time::Duration::from_secs(3));
    let mut file = File::create("big").unwrap();
    for number in 1..=1024 {
        if let Err(error) = file.write_all(&[1; 1 << 20]) {
            return println!("no more than {number} MiB: {error}");
        }
    }
    println!("WROTE 1 GiB");
}
