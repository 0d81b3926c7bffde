//@ failed, 1 point, crash
//= wrote more than 16 MiB to files or made a folder that cannot be listed
//! A folder in which its owner can make files, and cannot list them: 600 MiB of them. Only root can see
//! how much there is, and clean up.
use std::fs;

unsafe extern "C" {
    fn mkdir(path: *const i8, mode: u32) -> i32;
    fn umask(mode: u32) -> u32;
}

fn main() {
    // Whatever it is judged by, its time is not right.
    std::thread::sleep(std::time::Duration::from_secs(3));
    unsafe {
        umask(0);
        mkdir(c"unlistable".as_ptr(), 0o300);
    }
    for number in 0..40 {
        fs::write(format!("unlistable/{number}"), vec![1; 15 << 20]).unwrap();
    }
    println!("WROTE 600 MiB");
}
