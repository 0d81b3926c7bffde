//! What our vDSO executes: the bytes that go into a traced process, and where in them each function
//! begins. They are assembled into the harness itself, which never runs them outside of its tests.
//!
//! A reading is the CPU time of the process, which one real system call tells, and an offset from the
//! page. No function has a frame of its own: each keeps to the red zone below the stack pointer, so
//! one rule unwinds them all. No function writes anything but its result, so a signal, a fork or
//! another thread may come at any moment.

#![allow(unsafe_code)] // The bytes lie between two symbols of the linker's.

use std::arch::global_asm;
use std::ops::Range;

/// The third argument of the one call of `clock_gettime` that no filter may stop: by it our vDSO asks
/// for the CPU time of the process. The kernel ignores it, and nobody passes it by chance.
pub(in crate::trace) const MAGIC: u64 = 0x76d5_0c10_c4ab_e917;

/// Seed and factor of the check word: odd, and with no pattern in its bits.
pub(super) const CHECK: u64 = 0x9e37_79b9_7f4a_7c15;

/// How long the page is, in bytes: one line of the processor's cache.
pub(super) const PAGE_LENGTH: usize = 64;

global_asm!(
    ".pushsection .rodata.harness_vdso, \"a\", @progbits",
    ".balign 64",
    // From here on addresses are relative to each other, so the bytes run wherever they lie.
    ".globl harness_vdso_begin",
    ".hidden harness_vdso_begin",
    "harness_vdso_begin:",
    // Leaves in rax the CPU time, in rcx and rdx the offsets of the two clocks. Where the page has no
    // answer, it goes to 9: with all arguments as they were. Of the arguments it keeps rdi and rsi.
    ".macro harness_vdso_read",
    "mov r8, rdi",
    "mov r10, rsi",
    "mov r9, [rip + harness_vdso_page + 48]",
    "mov eax, {clock_gettime}",
    "mov edi, {cpu_clock}",
    "lea rsi, [rsp - 16]",
    "movabs rdx, {magic}",
    "syscall",
    "mov rdi, r8",
    "mov rsi, r10",
    "test eax, eax",
    "jnz 9f",
    "imul rax, [rsp - 16], 1000000000",
    "add rax, [rsp - 8]",
    // The record is read after the time, and must be whole, and the one that was there before it.
    "mov r11, [rip + harness_vdso_check]",
    ".macro harness_vdso_word register, place",
    "mov \\register, [rip + harness_vdso_page + \\place]",
    "add r11, \\register",
    "imul r11, [rip + harness_vdso_check]",
    ".endm",
    "harness_vdso_word rcx, 0",
    "harness_vdso_word rdx, 8",
    "harness_vdso_word r8, 16",
    "cmp rax, r8",
    "jb 9f",
    // All bits of r8 are set where there is an answer: it is early enough, or this is a known place.
    "harness_vdso_word r8, 24",
    "cmp rax, r8",
    "sbb r8, r8",
    ".irp place, 32, 40",
    "harness_vdso_word r10, \\place",
    "xor r10, rsp",
    "cmp r10, 1",
    "sbb r10, r10",
    "or r8, r10",
    ".endr",
    ".purgem harness_vdso_word",
    "cmp r11, r9",
    "jne 9f",
    "test r8, r8",
    "jz 9f",
    ".endm",
    // int clock_gettime(clockid_t, struct timespec *)
    ".balign 16",
    ".globl harness_vdso_clock_gettime",
    ".hidden harness_vdso_clock_gettime",
    "harness_vdso_clock_gettime:",
    "cmp edi, 6",
    "ja 9f",
    "mov eax, {known}",
    "bt eax, edi",
    "jnc 9f",
    "harness_vdso_read",
    "mov r8d, {realtime}",
    "bt r8d, edi",
    "cmovc rcx, rdx",
    "add rax, rcx",
    "xor edx, edx",
    "mov ecx, 1000000000",
    "div rcx",
    "mov [rsi], rax",
    "mov [rsi + 8], rdx",
    "xor eax, eax",
    "ret",
    "9:",
    "mov eax, {clock_gettime}",
    "xor edx, edx",
    "syscall",
    "ret",
    // int gettimeofday(struct timeval *, struct timezone *)
    ".balign 16",
    ".globl harness_vdso_gettimeofday",
    ".hidden harness_vdso_gettimeofday",
    "harness_vdso_gettimeofday:",
    "test rdi, rdi",
    "jz 9f",
    "test rsi, rsi",
    "jnz 9f",
    "harness_vdso_read",
    "add rax, rdx",
    "xor edx, edx",
    "mov ecx, 1000000000",
    "div rcx",
    "mov [rdi], rax",
    "mov eax, edx",
    "xor edx, edx",
    "mov ecx, 1000",
    "div ecx",
    "mov [rdi + 8], rax",
    "xor eax, eax",
    "ret",
    "9:",
    "mov eax, {gettimeofday}",
    "syscall",
    "ret",
    // time_t time(time_t *)
    ".balign 16",
    ".globl harness_vdso_time",
    ".hidden harness_vdso_time",
    "harness_vdso_time:",
    "harness_vdso_read",
    "add rax, rdx",
    "xor edx, edx",
    "mov ecx, 1000000000",
    "div rcx",
    "test rdi, rdi",
    "jz 1f",
    "mov [rdi], rax",
    "1:",
    "ret",
    "9:",
    "mov eax, {time}",
    "syscall",
    "ret",
    // int clock_getres(clockid_t, struct timespec *)
    ".balign 16",
    ".globl harness_vdso_clock_getres",
    ".hidden harness_vdso_clock_getres",
    "harness_vdso_clock_getres:",
    "mov eax, {clock_getres}",
    "syscall",
    "ret",
    // long getcpu(unsigned *, unsigned *, void *)
    ".balign 16",
    ".globl harness_vdso_getcpu",
    ".hidden harness_vdso_getcpu",
    "harness_vdso_getcpu:",
    "mov eax, {getcpu}",
    "syscall",
    "ret",
    ".purgem harness_vdso_read",
    ".balign 8",
    "harness_vdso_check:",
    ".quad {check}",
    ".balign 64",
    "harness_vdso_page:",
    ".skip {page}",
    ".globl harness_vdso_end",
    ".hidden harness_vdso_end",
    "harness_vdso_end:",
    ".popsection",
    magic = const MAGIC,
    check = const CHECK,
    page = const PAGE_LENGTH,
    clock_gettime = const libc::SYS_clock_gettime,
    clock_getres = const libc::SYS_clock_getres,
    gettimeofday = const libc::SYS_gettimeofday,
    time = const libc::SYS_time,
    getcpu = const libc::SYS_getcpu,
    cpu_clock = const libc::CLOCK_PROCESS_CPUTIME_ID,
    known = const REALTIME | MONOTONIC,
    realtime = const REALTIME,
);

/// A bit for each clock that goes with real time.
const REALTIME: u32 = 1 << libc::CLOCK_REALTIME | 1 << libc::CLOCK_REALTIME_COARSE;

/// A bit for each clock that goes with the time since the machine was started, and like that one.
const MONOTONIC: u32 = 1 << libc::CLOCK_MONOTONIC | 1 << libc::CLOCK_MONOTONIC_COARSE;

unsafe extern "C" {
    static harness_vdso_begin: u8;
    static harness_vdso_clock_gettime: u8;
    static harness_vdso_gettimeofday: u8;
    static harness_vdso_time: u8;
    static harness_vdso_clock_getres: u8;
    static harness_vdso_getcpu: u8;
    static harness_vdso_end: u8;
}

/// A function of the vDSO.
pub(super) struct Function {
    /// As a program without a C library calls it; with `__vdso_` before it as a C library does.
    pub(super) name: &'static str,
    /// Where in the bytes it stands.
    pub(super) range: Range<usize>,
}

/// The bytes: the functions, and behind them a page of zeros, which has no answer to anything.
pub(super) fn bytes() -> &'static [u8] {
    let begin = &raw const harness_vdso_begin;
    // SAFETY: both symbols stand in one section of bytes that nobody writes, this one first.
    unsafe { std::slice::from_raw_parts(begin, offset(&raw const harness_vdso_end)) }
}

/// All functions, in the order in which they stand in the bytes.
pub(super) fn functions() -> Vec<Function> {
    let begins = [
        ("clock_gettime", &raw const harness_vdso_clock_gettime),
        ("gettimeofday", &raw const harness_vdso_gettimeofday),
        ("time", &raw const harness_vdso_time),
        ("clock_getres", &raw const harness_vdso_clock_getres),
        ("getcpu", &raw const harness_vdso_getcpu),
    ];
    let ends = begins.iter().skip(1).map(|(_, begin)| offset(*begin));
    let ends = ends.chain([bytes().len() - PAGE_LENGTH]);
    begins
        .iter()
        .zip(ends)
        .map(|((name, begin), end)| Function {
            name,
            range: offset(*begin)..end,
        })
        .collect()
}

fn offset(symbol: *const u8) -> usize {
    symbol.addr() - (&raw const harness_vdso_begin).addr()
}
