//@ failed, 1 point, hang or no-wait
//= Hint
//! Whoever traces it reads the symbols of a file that it has written itself, and that it cuts
//! short meanwhile: what had mapped that file gets a SIGBUS.
use std::arch::global_asm;
use std::fs::{self, OpenOptions};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

unsafe extern "C" {
    fn mmap(at: *mut u8, length: usize, protection: i32, flags: i32, file: i32, offset: i64) -> *mut u8;
    fn clock(at: *mut u64);
    static __ehdr_start: u8;
}

// clock_gettime, here and wherever it is copied to.
global_asm!(
    ".globl clock", ".type clock, @function", "clock:", ".cfi_startproc",
    "mov rsi, rdi", "mov edi, 1", "mov eax, 228", "syscall", "ret",
    ".cfi_endproc", ".size clock, .-clock",
);

static ROUND: AtomicU32 = AtomicU32::new(0);
static LOOKED: AtomicU32 = AtomicU32::new(0);

fn spin(times: u32) {
    for number in 0..times {
        std::hint::black_box(number);
    }
}

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
    let place = clock as *const () as u64 - (&raw const __ehdr_start) as u64 - address;
    thread::spawn(move || {
        for round in 1..=120 {
            while LOOKED.load(Ordering::SeqCst) < round {
                std::hint::spin_loop();
            }
            spin(round % 20 * 100_000);
            // Its code stays; what tells of it comes behind that.
            let file = OpenOptions::new().write(true).open(format!("library-{round}")).unwrap();
            file.set_len((offset + size).next_multiple_of(4096)).unwrap();
            ROUND.store(round, Ordering::SeqCst);
        }
    });
    for round in 1..=120 {
        let name = format!("library-{round}");
        fs::write(&name, &image).unwrap();
        let file = fs::File::open(&name).unwrap();
        unsafe {
            let from = offset / 4096 * 4096;
            let code = mmap(null_mut(), (size + offset - from) as usize, 5, 2, std::os::fd::AsRawFd::as_raw_fd(&file), from as i64);
            let ask: extern "C" fn(*mut u64) = std::mem::transmute(code.add((offset - from + place) as usize));
            // Long enough to be looked at.
            spin(3_000_000);
            LOOKED.store(round, Ordering::SeqCst);
            ask([0; 2].as_mut_ptr());
        }
        while ROUND.load(Ordering::SeqCst) < round {
            std::hint::spin_loop();
        }
        fs::remove_file(&name).unwrap();
    }
}
