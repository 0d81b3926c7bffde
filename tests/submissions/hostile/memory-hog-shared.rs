//@ failed, 1 point, crash or hang
//= killed
//! Shared memory does not count as data, of which a process has a limit.
use std::ptr::null_mut;

unsafe extern "C" {
    fn mmap(at: *mut u8, length: usize, protection: i32, flags: i32, file: i32, offset: i64) -> *mut u8;
}

fn main() {
    const PIECE: usize = 16 << 20;
    for number in 1..=256 {
        let memory = unsafe { mmap(null_mut(), PIECE, 3, 0x21, -1, 0) };
        if memory as isize == -1 {
            return println!("there is no more");
        }
        unsafe { memory.write_bytes(1, PIECE) };
        if number % 64 == 0 {
            println!("TOOK {} MiB", number * 16);
        }
    }
}
