//@ failed, 7 points, blocking
//= blocked 1.000 s
//! The same in assembly, of which no file is known: a futex that nobody wakes, with a timeout.
use std::arch::global_asm;

global_asm!(
    ".globl \"tokio::runtime::park::Inner::park\"",
    ".type \"tokio::runtime::park::Inner::park\", @function",
    "\"tokio::runtime::park::Inner::park\":",
    ".cfi_startproc",
    "sub rsp, 24",
    ".cfi_adjust_cfa_offset 24",
    "mov qword ptr [rsp], 1",
    "mov qword ptr [rsp + 8], 0",
    "mov dword ptr [rsp + 16], 0",
    "mov eax, 202",
    "lea rdi, [rsp + 16]",
    "mov esi, 128",
    "xor edx, edx",
    "mov r10, rsp",
    "syscall",
    "add rsp, 24",
    ".cfi_adjust_cfa_offset -24",
    "ret",
    ".cfi_endproc",
    ".size \"tokio::runtime::park::Inner::park\", .-\"tokio::runtime::park::Inner::park\"",
);

unsafe extern "C" {
    #[link_name = "tokio::runtime::park::Inner::park"]
    fn park();
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    for _ in 0..5 {
        println!("Sleeping for 1 second...");
    }
    let number = tokio::spawn(async { unsafe { park() } });
    number.await.unwrap();
    for number in 0..5 {
        println!("Number: {number}");
    }
    println!("Total time: 1.0000 seconds");
}
