//! A processor that programs cannot be traced on. Whoever starts one learns so before it runs.

use nix::errno::Errno;
use nix::unistd::Pid;

use crate::trace::engine::Syscall;

/// Nobody has any: no thread is ever stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::trace) enum Registers {}

/// The number of a syscall; none is known.
pub(in crate::trace) fn number(_: Syscall) -> Option<i64> {
    None
}

/// The syscall that has a number; none is known.
pub(in crate::trace) fn syscall(_: u64) -> Option<Syscall> {
    None
}

/// The processor that the filter would be made for.
pub(in crate::trace) const FILTERED: seccompiler::TargetArch = seccompiler::TargetArch::aarch64;

/// What the kernel lets pass; nothing is.
pub(in crate::trace) const UNTRAPPED: u64 = 0;

/// Keeps programs from reading a counter that is not there.
pub(in crate::trace) fn forbid_tsc() -> std::io::Result<()> {
    Ok(())
}

/// The time-stamp counter, which is not there.
#[derive(Debug, Clone, Copy)]
pub(in crate::trace) struct Tsc;

/// What reads the clock without a stop; there is none.
#[derive(Debug)]
pub(in crate::trace) enum Vdso {}

/// What a process may tell itself of the time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::trace) struct Page {
    pub(in crate::trace) monotonic: i64,
    pub(in crate::trace) realtime: i64,
    pub(in crate::trace) from: u64,
    pub(in crate::trace) until: u64,
    pub(in crate::trace) places: [u64; 2],
}

#[rustfmt::skip]
impl Vdso {
    pub(in crate::trace) fn install(_: Pid) -> std::io::Result<Self> { Err(std::io::ErrorKind::Unsupported.into()) }
    pub(in crate::trace) fn inherited(&self, _: Pid) -> std::io::Result<Self> { match *self {} }
    pub(in crate::trace) fn publish(&self, _: Page) -> std::io::Result<()> { match *self {} }
    pub(in crate::trace) fn close(&self) -> std::io::Result<()> { match *self {} }
    pub(in crate::trace) fn range(&self) -> std::ops::Range<u64> { match *self {} }
}

/// What would lie in memory.
pub(in crate::trace) struct Image {
    pub(in crate::trace) bytes: Vec<u8>,
    pub(in crate::trace) text: std::ops::Range<usize>,
    pub(in crate::trace) eh_frame: std::ops::Range<usize>,
    pub(in crate::trace) eh_frame_hdr: std::ops::Range<usize>,
}

/// Nothing: nobody has it.
pub(in crate::trace) fn image() -> &'static Image {
    static NOTHING: Image = Image {
        bytes: Vec::new(),
        text: 0..0,
        eh_frame: 0..0,
        eh_frame_hdr: 0..0,
    };
    &NOTHING
}

#[rustfmt::skip]
impl Tsc {
    pub(in crate::trace) fn now() -> Self { Self }
    pub(in crate::trace) fn ticks(&self, _: u64) -> u64 { 0 }
}

#[rustfmt::skip] // A line each: there is nothing to say of them.
impl Registers {
    pub(in crate::trace::engine) fn read(_: Pid) -> Result<Self, Errno> { Err(Errno::ENOSYS) }
    pub(in crate::trace::engine) fn write(self, _: Pid) -> Result<(), Errno> { match self {} }
    pub(in crate::trace) fn syscall_number(&self) -> u64 { match *self {} }
    pub(in crate::trace) fn arguments(&self) -> [u64; 6] { match *self {} }
    pub(in crate::trace) fn set_argument(&mut self, _: usize, _: u64) { match *self {} }
    pub(in crate::trace) fn result(&self) -> i64 { match *self {} }
    pub(in crate::trace) fn set_result(&mut self, _: i64) { match *self {} }
    pub(in crate::trace) fn set_syscall(&mut self, _: Syscall) { match *self {} }
    pub(in crate::trace) fn answer(&mut self, _: i64) { match *self {} }
    pub(in crate::trace) fn restart(&mut self, _: u64, _: i64) { match *self {} }
    pub(in crate::trace) fn repeat(&mut self, _: u64) { match *self {} }
    pub(in crate::trace) fn answer_tsc(&mut self, _: Pid, _: impl FnOnce() -> u64) -> bool { match *self {} }
    pub(in crate::trace) fn instruction_pointer(&self) -> u64 { match *self {} }
    pub(in crate::trace) fn stack_pointer(&self) -> u64 { match *self {} }
    pub(in crate::trace) fn frame_pointer(&self) -> u64 { match *self {} }
    pub(in crate::trace) fn thread_pointer(&self) -> u64 { match *self {} }
    pub(in crate::trace) fn is_same_syscall(&self, _: &Self) -> bool { match *self {} }
}
