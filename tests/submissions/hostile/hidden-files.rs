//@ failed, 1 point, crash
//= and was killed
//! So deep in folders that the path of a file is longer than a path may be: whoever walks there by
//! path sees nothing.
use std::env;
use std::fs;

fn main() {
    // Whatever it is judged by, its time is not right.
    std::thread::sleep(std::time::Duration::from_secs(3));
    let name = "a".repeat(255);
    for _ in 0..20 {
        fs::create_dir(&name).unwrap();
        env::set_current_dir(&name).unwrap();
    }
    for number in 0..40 {
        fs::write(number.to_string(), vec![1; 15 << 20]).unwrap();
    }
    println!("WROTE 600 MiB");
}
