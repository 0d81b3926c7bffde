//@ failed, 1 point, crash or hang
//= killed
//! While the tracer looks through sixty thousand pieces of memory for a function, who looks at how
//! much there is? It takes up to 3 GiB, and says how much it has got.
use std::ptr::null_mut;
use std::thread;

unsafe extern "C" {
    fn mmap(at: *mut u8, length: usize, protection: i32, flags: i32, file: i32, offset: i64) -> *mut u8;
    fn mprotect(at: *mut u8, length: usize, protection: i32) -> i32;
}

fn main() {
    let code: [u8; 13] = [0xb8, 35, 0, 0, 0, 0x31, 0xf6, 0x0f, 0x05, 0x90, 0x90, 0x90, 0xc3];
    unsafe {
        let pages = mmap(null_mut(), 60_000 * 4096, 3, 0x22, -1, 0);
        for page in (0..60_000).step_by(2) {
            mprotect(pages.add(page * 4096), 4096, 1);
        }
        let function = mmap(null_mut(), 4096, 7, 0x22, -1, 0);
        function.copy_from(code.as_ptr(), code.len());
        let sleep: extern "C" fn(*const u64) = std::mem::transmute(function);
        for _ in 0..8 {
            thread::spawn(move || {
                for _ in 0..1000 {
                    sleep([0, 20_000].as_ptr());
                }
            });
        }
        const PIECE: usize = 16 << 20;
        for number in 1..=192 {
            let memory = mmap(null_mut(), PIECE, 3, 0x21, -1, 0);
            memory.write_bytes(1, PIECE);
            println!("TOOK {} MiB", number * 16);
        }
    }
}
