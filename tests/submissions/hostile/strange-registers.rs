//@ failed, 1 point, crash
//= was killed
//! A base of its own memory that no debugger may set: what asks the system for the time then cannot be
//! answered.
use std::arch::asm;

fn main() {
    let mut time = [0_u64; 2];
    unsafe {
        asm!(
            "rdfsbase r12",
            "mov rax, 0xffff800000000000",
            "wrfsbase rax",
            "mov eax, 228",
            "syscall",
            "wrfsbase r12",
            in("rdi") 1_u64,
            in("rsi") time.as_mut_ptr(),
            out("rax") _, out("rcx") _, out("r11") _, out("r12") _,
        );
    }
    println!("{}", time[0] > 0);
}
