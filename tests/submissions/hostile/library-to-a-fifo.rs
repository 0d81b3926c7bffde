//@ failed, 4 points, synchronous
//= line 1 of 11 is missing
//! What it has loaded is a file that it has written itself, and in whose place it then puts a link. Whoever
//! looks up symbols there opens what it leads to: here a FIFO that a test has made, to which nobody
//! writes. (As root it could be a device that does something when it is opened.)
use std::arch::global_asm;
use std::fs;
use std::os::fd::AsRawFd;
use std::ptr::null_mut;

unsafe extern "C" {
    fn mmap(at: *mut u8, length: usize, protection: i32, flags: i32, file: i32, offset: i64) -> *mut u8;
    fn doze(time: *const u64);
    static __ehdr_start: u8;
}

// nanosleep, here and wherever it is copied to.
global_asm!(
    ".globl doze", ".type doze, @function", "doze:", ".cfi_startproc",
    "xor esi, esi", "mov eax, 35", "syscall", "ret",
    ".cfi_endproc", ".size doze, .-doze",
);

fn main() {
    let image = fs::read(std::env::args().next().unwrap()).unwrap();
    let word = |at: usize| u64::from_ne_bytes(image[at..at + 8].try_into().unwrap());
    let headers = word(32) as usize;
    // The segment with code: where it lies in the file, and where in memory.
    let (offset, address, size) = (0..16)
        .map(|number| headers + 56 * number)
        .find(|at| word(*at) as u32 == 1 && word(*at) >> 32 & 1 == 1)
        .map(|at| (word(at + 8), word(at + 16), word(at + 32)))
        .unwrap();
    let place = doze as *const () as u64 - (&raw const __ehdr_start) as u64 - address;
    if fs::write("library", &image).is_err() {
        return println!("nothing can be written here");
    }
    let file = fs::File::open("library").unwrap();
    let from = offset / 4096 * 4096;
    unsafe {
        let code = mmap(null_mut(), (size + offset - from) as usize, 5, 2, file.as_raw_fd(), from as i64);
        let sleep: extern "C" fn(*const u64) = std::mem::transmute(code.add((offset - from + place) as usize));
        sleep([1, 0].as_ptr());
    }
    fs::remove_file("library").unwrap();
    std::os::unix::fs::symlink("@OUTSIDE@/fifo", "library").unwrap();
}
