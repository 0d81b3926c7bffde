//@ failed, 1 point, crash
//= ended by SIG
//! Begins where no program begins, with an instruction that no processor has.
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn main() {
    unsafe { std::arch::asm!("ud2") }
}
