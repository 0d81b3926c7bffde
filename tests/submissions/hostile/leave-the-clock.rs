//@ failed, 1 point, hang
//= still running after 10 s
//! Waits in ways that the virtual clock does not know, so that time has to pass, and then for ever.
use std::time::Duration;

unsafe extern "C" {
    fn timer_create(clock: i32, event: *const u8, timer: *mut usize) -> i32;
    fn socketpair(family: i32, kind: i32, protocol: i32, ends: *mut i32) -> i32;
    fn setsockopt(file: i32, level: i32, option: i32, value: *const i64, length: u32) -> i32;
    fn recv(file: i32, to: *mut u8, length: usize, flags: i32) -> isize;
    fn syscall(number: i64, ...) -> i64;
}

fn main() {
    unsafe {
        let mut timer = 0;
        timer_create(1, std::ptr::null(), &mut timer);
        syscall(425, 8, &mut [0_u64; 15]);
        let mut ends = [0; 2];
        if socketpair(1, 1, 0, ends.as_mut_ptr()) == 0 {
            // Half a second for whoever receives.
            setsockopt(ends[0], 1, 20, [0, 500_000].as_ptr(), 16);
            recv(ends[0], [0].as_mut_ptr(), 1, 0);
        }
    }
    std::thread::sleep(Duration::from_secs(100));
}
