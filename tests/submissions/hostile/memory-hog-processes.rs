//@ failed, 1 point, crash or hang
//= killed
//! Forty processes with 100 MiB each: 4 GiB together, and no process has too much.
use std::time::Duration;

unsafe extern "C" {
    fn fork() -> i32;
}

fn main() {
    for _ in 0..40 {
        if unsafe { fork() } == 0 {
            let much = vec![1_u8; 100 << 20];
            std::thread::sleep(Duration::from_secs(3));
            std::process::exit(much[5000].into());
        }
    }
    std::thread::sleep(Duration::from_secs(4));
    println!("TOOK 4000 MiB");
}
