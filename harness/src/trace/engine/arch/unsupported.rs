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
    pub(in crate::trace) fn instruction_pointer(&self) -> u64 { match *self {} }
    pub(in crate::trace) fn stack_pointer(&self) -> u64 { match *self {} }
    pub(in crate::trace) fn is_same_syscall(&self, _: &Self) -> bool { match *self {} }
}
