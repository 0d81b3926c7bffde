//@ failed, 1 point, crash
//= wrote more than 16 MiB to files
//! Files of 15 MiB each, up to 900 MiB, and the signal that ends whoever writes too much is ignored.
use std::fs::File;
use std::io::Write;

unsafe extern "C" {
    fn signal(number: i32, handler: usize) -> usize;
}

fn main() {
    unsafe { signal(25, 1) };
    for number in 0..60 {
        let mut file = File::create(number.to_string()).unwrap();
        file.write_all(&vec![1; 15 << 20]).unwrap();
    }
    println!("WROTE 900 MiB");
}
