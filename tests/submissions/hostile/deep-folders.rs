//@ failed, 1 point, crash
//= made a folder that cannot be listed
//! More folders in each other than a process may have files open, out of sight of whoever walks there
//! by path. What cleans up must get rid of them all the same.
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
    for _ in 0..3000 {
        fs::create_dir("a").unwrap();
        env::set_current_dir("a").unwrap();
    }
    println!("WROTE 3000 folders");
}
