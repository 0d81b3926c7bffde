//! Who waits, and where: the stack of a stopped thread, from outside.
//!
//! - `unwind`: from registers and memory to addresses.
//! - `symbols`: from addresses to functions, files and lines.
//! - `classify`: from functions to what the wait means for others.

mod classify;
mod symbols;
mod unwind;

use std::path::PathBuf;
use std::sync::Arc;

pub(super) use classify::{Meaning, Role, classify};
pub(super) use symbols::Symbols;
pub(super) use unwind::Unwinder;

/// A place in a file that is loaded into a process.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Address {
    pub(super) file: Arc<PathBuf>,
    /// As the file itself counts.
    pub(super) offset: u64,
}

/// One function on a stack; one that was inlined has a frame of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    /// Its name with its path, such as `std::thread::sleep`; empty where it is not known.
    pub(super) function: String,
    /// Its source file, as the compiler names it.
    pub(super) file: Option<String>,
    pub(super) line: Option<u32>,
}
