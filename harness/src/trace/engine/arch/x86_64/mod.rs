//! x86-64 as Linux has it.

mod numbers;
mod registers;

pub(in crate::trace) use numbers::{number, syscall};
pub(in crate::trace) use registers::Registers;

/// The processor that the filter is made for.
pub(in crate::trace) const FILTERED: seccompiler::TargetArch = seccompiler::TargetArch::x86_64;
