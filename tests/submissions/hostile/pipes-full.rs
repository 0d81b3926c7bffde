//@ failed, 1 point, crash or hang
//= killed
//! Memory that no process has: what lies in pipes. Twelve processes keep 120 MiB each there, as far as
//! the system lets them.
use std::time::Duration;

unsafe extern "C" {
    fn fork() -> i32;
    fn pipe(ends: *mut i32) -> i32;
    fn fcntl(file: i32, command: i32, argument: i32) -> i32;
    fn write(file: i32, from: *const u8, length: usize) -> isize;
}

fn main() {
    // Whatever it is judged by, its time is not right.
    std::thread::sleep(std::time::Duration::from_secs(3));
    for _ in 0..11 {
        if unsafe { fork() } == 0 {
            break;
        }
    }
    let piece = vec![1_u8; 1 << 20];
    let mut taken = 0;
    for _ in 0..120 {
        let mut ends = [0; 2];
        unsafe {
            if pipe(ends.as_mut_ptr()) != 0 {
                break;
            }
            fcntl(ends[1], 1031, 1 << 20);
            fcntl(ends[1], 4, 0o4000);
            while let length @ 1.. = write(ends[1], piece.as_ptr(), piece.len()) {
                taken += length as usize;
            }
        }
    }
    println!("TOOK {} MiB", taken >> 20);
    std::thread::sleep(Duration::from_secs(1));
}
