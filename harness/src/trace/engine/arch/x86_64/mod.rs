//! x86-64 as Linux has it.
//!
//! - `numbers`: the numbers of syscalls.
//! - `registers`: the registers of a stopped thread, by what they are for.
//! - `tsc`: the time-stamp counter on the program's clock.
//! - `vdso`: what reads the program's clock without a stop.

mod numbers;
mod registers;
mod tsc;
mod vdso;

pub(in crate::trace) use numbers::{number, syscall};
pub(in crate::trace) use registers::Registers;
pub(in crate::trace) use tsc::{Tsc, forbid as forbid_tsc};
pub(in crate::trace) use vdso::{MAGIC as UNTRAPPED, Page, Vdso, image};

/// The processor that the filter is made for.
pub(in crate::trace) const FILTERED: seccompiler::TargetArch = seccompiler::TargetArch::x86_64;
