//@ failed, 1 point, crash
//= ended by SIGSEGV
//! A program that the system cannot load: it wants more zeros than it may have data.
use std::arch::global_asm;

global_asm!(".bss", ".globl huge", "huge: .zero 1536 << 20", ".text");

unsafe extern "C" {
    static huge: u8;
}

fn main() {
    // Whatever it is judged by, its time is not right.
    std::thread::sleep(std::time::Duration::from_secs(3));
    println!("{:?}", &raw const huge);
}
