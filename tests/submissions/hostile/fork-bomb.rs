//@ failed, 1 point, crash or hang
//= killed
//! Every process starts another two, up to 2,000 in all.
use std::ptr::null_mut;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

unsafe extern "C" {
    fn fork() -> i32;
    fn mmap(at: *mut u8, length: usize, protection: i32, flags: i32, file: i32, offset: i64) -> *mut u8;
}

fn main() {
    let start = Instant::now();
    // Shared and anonymous: all processes count together.
    let forks = unsafe { &*(mmap(null_mut(), 4096, 3, 0x21, -1, 0) as *const AtomicU32) };
    while forks.fetch_add(1, Ordering::SeqCst) < 2000 {
        unsafe { fork() };
    }
    while start.elapsed() < Duration::from_secs(5) {
        std::thread::sleep(Duration::from_millis(10));
    }
}
