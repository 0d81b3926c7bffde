//@ failed, 0 points, does-not-build
//= Could not find incbin file
//! Has the assembler read what lies outside.
use std::arch::global_asm;

global_asm!(
    ".globl secret",
    "secret: .incbin \"@CHECKOUT@/crates/ex1-concurrent-tasks/src/main.rs\"",
    ".byte 0",
);

unsafe extern "C" {
    static secret: u8;
}

fn main() {
    let text = unsafe { std::ffi::CStr::from_ptr((&raw const secret).cast()) };
    println!("READ {text:?}");
}
