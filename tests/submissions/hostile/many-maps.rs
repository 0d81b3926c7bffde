//@ failed, 1 point, hang or synchronous
//= Hint
//! Sixty thousand pieces of memory, and 150 waits from a function that lies in none of its files:
//! each time somebody looks where it lies.
use std::ptr::null_mut;

unsafe extern "C" {
    fn mmap(at: *mut u8, length: usize, protection: i32, flags: i32, file: i32, offset: i64) -> *mut u8;
    fn mprotect(at: *mut u8, length: usize, protection: i32) -> i32;
}

fn main() {
    // Whatever it is judged by, its time is not right.
    std::thread::sleep(std::time::Duration::from_secs(3));
    let code: [u8; 13] = [
        0xb8, 35, 0, 0, 0, // mov eax, nanosleep
        0x31, 0xf6, // xor esi, esi
        0x0f, 0x05, // syscall
        0x90, 0x90, 0x90, // nop
        0xc3, // ret
    ];
    unsafe {
        let pages = mmap(null_mut(), 60_000 * 4096, 3, 0x22, -1, 0);
        for page in (0..60_000).step_by(2) {
            mprotect(pages.add(page * 4096), 4096, 1);
        }
        let function = mmap(null_mut(), 4096, 7, 0x22, -1, 0);
        function.copy_from(code.as_ptr(), code.len());
        let sleep: extern "C" fn(*const u64) = std::mem::transmute(function);
        for number in 0..150 {
            sleep([0, 50_000].as_ptr());
            if number % 100 == 0 {
                println!("{number}");
            }
        }
    }
}
