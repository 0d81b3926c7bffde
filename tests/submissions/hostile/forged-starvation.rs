//@ failed or inconclusive, 1 or 4 or 7 or 10 points, hang or busy or no-wait or none
//= waits were not skipped
//! It never waits. A timer that no virtual clock knows makes time pass, and a hundred threads of its own
//! keep the main thread from a core: as if the machine were too busy to tell. If it is, that is said, and
//! it has not passed. On two cores that are free it computes for longer than it may.
use std::thread;
use std::time::{Duration, Instant};

unsafe extern "C" {
    fn timer_create(clock: i32, event: *const u8, timer: *mut usize) -> i32;
}

fn spin(start: Instant, milliseconds: u64) {
    while start.elapsed() < Duration::from_millis(milliseconds) {
        for number in 0..100_000 {
            std::hint::black_box(number);
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    for _ in 0..5 {
        println!("Sleeping for 1 second...");
    }
    unsafe { timer_create(1, std::ptr::null(), &mut 0) };
    let start = Instant::now();
    for _ in 0..100 {
        thread::spawn(move || spin(start, 1100));
    }
    spin(start, 1150);
    for number in 0..5 {
        println!("Number: {number}");
    }
    println!("Total time: 1.0 seconds");
}
