//! What differs from processor to processor: registers, the numbers of syscalls, the order of their
//! arguments. All else compiles for every one of them; where there is nothing here for a processor,
//! programs run untraced.

#[cfg(target_arch = "x86_64")]
mod x86_64;
#[cfg(target_arch = "x86_64")]
pub(in crate::trace) use x86_64::*;

#[cfg(not(target_arch = "x86_64"))]
mod unsupported;
#[cfg(not(target_arch = "x86_64"))]
pub(in crate::trace) use unsupported::*;
