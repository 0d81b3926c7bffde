//! Registers as a test wants them.

use libc::user_regs_struct as Registers;

/// Those of a thread that is about to make this call with these arguments.
pub(in crate::trace::tracer) fn of(call: i64, arguments: [u64; 6]) -> Registers {
    let [rdi, rsi, rdx, r10, r8, r9] = arguments;
    Registers {
        orig_rax: call as u64,
        rax: -i64::from(libc::ENOSYS) as u64,
        rdi,
        rsi,
        rdx,
        r10,
        r8,
        r9,
        rip: 0x40_1000,
        rsp: 0x7ffd_0000,
        rbp: 0,
        rbx: 0,
        rcx: 0,
        r11: 0,
        r12: 0,
        r13: 0,
        r14: 0,
        r15: 0,
        eflags: 0x246,
        cs: 0x33,
        ss: 0x2b,
        ds: 0,
        es: 0,
        fs: 0,
        gs: 0,
        fs_base: 0,
        gs_base: 0,
    }
}
