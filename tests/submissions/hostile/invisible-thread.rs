//@ failed, 7 points, blocking
//= blocked 1.000 s
//! A thread whose name is no text.
use std::time::Duration;

unsafe extern "C" {
    fn prctl(what: i32, ...) -> i32;
}

fn main() {
    unsafe { prctl(15, b"\xff\xfe\n) S\0".as_ptr()) };
    for _ in 0..5 {
        println!("Sleeping for 1 second...");
    }
    let event_loop = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    event_loop.block_on(async { std::thread::sleep(Duration::from_secs(1)) });
    for number in 0..5 {
        println!("Number: {number}");
    }
    println!("Total time: 1.0 seconds");
}
