//@ failed, 1 point, crash or hang
//= killed
use std::thread;
use std::time::Duration;

fn main() {
    for _ in 0..2000 {
        let _ = thread::Builder::new().stack_size(64 << 10).spawn(|| thread::sleep(Duration::from_secs(5)));
    }
}
