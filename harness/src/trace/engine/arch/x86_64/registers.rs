//! The registers of a stopped thread, by what they are for.

use libc::user_regs_struct;
use nix::errno::Errno;
use nix::sys::ptrace;
use nix::unistd::Pid;

use super::{number, tsc};
use crate::trace::engine::{Syscall, memory};

/// The general registers of a thread that is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::trace) struct Registers(user_regs_struct);

/// How long the instruction is that makes a syscall, in bytes.
const SYSCALL_LENGTH: u64 = 2;

impl Registers {
    /// Those of a thread that is stopped for this tracer.
    pub(in crate::trace::engine) fn read(thread: Pid) -> Result<Self, Errno> {
        ptrace::getregs(thread).map(Self)
    }

    pub(in crate::trace::engine) fn write(self, thread: Pid) -> Result<(), Errno> {
        ptrace::setregs(thread, self.0)
    }

    /// The number of the syscall that the thread makes or has made; negative outside of any.
    pub(in crate::trace) fn syscall_number(&self) -> u64 {
        self.0.orig_rax
    }

    /// All six arguments of the syscall.
    pub(in crate::trace) fn arguments(&self) -> [u64; 6] {
        let user_regs_struct {
            rdi,
            rsi,
            rdx,
            r10,
            r8,
            r9,
            ..
        } = self.0;
        [rdi, rsi, rdx, r10, r8, r9]
    }

    /// Changes an argument of the syscall.
    pub(in crate::trace) fn set_argument(&mut self, place: usize, value: u64) {
        let user_regs_struct {
            rdi,
            rsi,
            rdx,
            r10,
            r8,
            r9,
            ..
        } = &mut self.0;
        *[rdi, rsi, rdx, r10, r8, r9][place] = value;
    }

    /// What the syscall returns.
    pub(in crate::trace) fn result(&self) -> i64 {
        self.0.rax as i64
    }

    pub(in crate::trace) fn set_result(&mut self, value: i64) {
        self.0.rax = value as u64;
    }

    /// Lets the thread make another syscall than it is about to, with the same arguments.
    pub(in crate::trace) fn set_syscall(&mut self, syscall: Syscall) {
        self.0.orig_rax = number(syscall).map_or(u64::MAX, |number| number as u64);
    }

    /// Keeps the kernel from making the syscall, and returns this from it.
    pub(in crate::trace) fn answer(&mut self, value: i64) {
        self.0.orig_rax = u64::MAX;
        self.set_result(value);
    }

    /// Lets the thread, which returns from a syscall, do so with this code of the kernel's for making one
    /// again: this one.
    pub(in crate::trace) fn restart(&mut self, number: u64, code: i64) {
        self.0.orig_rax = number;
        self.set_result(code);
    }

    /// Lets the thread, which returns from a syscall, make it once more.
    pub(in crate::trace) fn repeat(&mut self, number: u64) {
        self.0.rax = number;
        self.0.rip = self.0.rip.wrapping_sub(SYSCALL_LENGTH);
    }

    pub(in crate::trace) fn instruction_pointer(&self) -> u64 {
        self.0.rip
    }

    pub(in crate::trace) fn stack_pointer(&self) -> u64 {
        self.0.rsp
    }

    /// Answers the instruction that the thread was kept from executing, if it reads the time-stamp counter:
    /// it stands at `ticks`.
    pub(in crate::trace) fn answer_tsc(
        &mut self,
        process: Pid,
        ticks: impl FnOnce() -> u64,
    ) -> bool {
        /// There is one processor as far as the program can see.
        const PROCESSOR: u32 = 0;
        let mut bytes = [0; tsc::LONGEST];
        let length = memory::read_text(process, self.0.rip, &mut bytes);
        let reading = tsc::decode(&bytes[..length]);
        if let Some(reading) = reading {
            reading.answer(&mut self.0, ticks(), PROCESSOR);
        }
        reading.is_some()
    }

    pub(in crate::trace) fn frame_pointer(&self) -> u64 {
        self.0.rbp
    }

    /// Where what the thread has for itself begins.
    pub(in crate::trace) fn thread_pointer(&self) -> u64 {
        self.0.fs_base
    }

    /// Whether this is the same syscall with the same arguments, made at the same place.
    pub(in crate::trace) fn is_same_syscall(&self, other: &Self) -> bool {
        let identity = |registers: &Self| {
            (
                registers.syscall_number(),
                registers.instruction_pointer(),
                registers.stack_pointer(),
                registers.arguments(),
            )
        };
        identity(self) == identity(other)
    }

    /// Those of a thread that is about to make this syscall.
    #[cfg(test)]
    pub(in crate::trace) fn calling(syscall: u64, arguments: [u64; 6]) -> Self {
        let [rdi, rsi, rdx, r10, r8, r9] = arguments;
        Self(user_regs_struct {
            orig_rax: syscall,
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
        })
    }
}
