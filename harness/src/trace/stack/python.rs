//! The Python functions on a thread's stack, read from outside of a CPython process.
//!
//! `_PyRuntime` leads to its interpreters, these to their threads, and each thread to its frames. All of
//! it is the program's memory, which may hold anything: what is not as it should be ends the walk with
//! what is known by then.
//!
//! - `elf`: what the file that holds CPython tells of it.
//! - `interpreter`: from a thread to its frames.
//! - `layout`: where each version keeps what.
//! - `objects`: functions' code, with its names.
//! - `lines`: from an instruction to its line.
//! - `asyncio`: what a wait there means.

mod asyncio;
mod elf;
mod interpreter;
mod layout;
mod lines;
mod objects;

use std::rc::Rc;

use crate::trace::engine::Registers;
use nix::unistd::Pid;

use super::Frame as Named;
use crate::trace::engine::memory;
pub(super) use asyncio::classify;
pub(super) use interpreter::Interpreter;

/// Memory that may be read, where there is any.
trait Memory {
    /// Reads up to `buffer.len()` bytes and says how many there were.
    fn read(&self, address: u64, buffer: &mut [u8]) -> usize;

    /// Reads one word; `None` where nothing is mapped.
    fn word(&self, address: u64) -> Option<u64> {
        let mut bytes = [0; 8];
        (self.read(address, &mut bytes) == bytes.len()).then(|| u64::from_ne_bytes(bytes))
    }
}

/// The memory of a stopped thread's process.
impl Memory for Pid {
    fn read(&self, address: u64, buffer: &mut [u8]) -> usize {
        memory::read(*self, address, buffer)
    }
}

/// How a thread is known: by the kernel's number and by the address that pthreads know it by. After a fork
/// only the second is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Thread {
    native: u64,
    pthread: u64,
}

impl Thread {
    fn new(thread: Pid, registers: &Registers) -> Self {
        Self {
            native: thread.as_raw() as u64,
            pthread: registers.thread_pointer(),
        }
    }
}

/// A function of a Python program that has been called.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Frame {
    /// Its name with its class or the function around it, such as `Handle._run`.
    pub(super) function: Rc<str>,
    /// Its source as Python knows it, such as `/usr/lib/python3.11/asyncio/events.py`, or `<string>`.
    pub(super) file: Rc<str>,
    /// The line that it has come to, from 1 on.
    pub(super) line: Option<u32>,
}

impl Frame {
    /// As reports have it.
    pub(super) fn named(&self) -> Named {
        Named {
            function: self.function.to_string(),
            file: Some(self.file.to_string()),
            line: self.line,
            column: None,
            is_system: false,
            is_vouched_for: true,
        }
    }

    /// The module of Python's own that it belongs to, such as `asyncio.events`; `None` for all others.
    fn module(&self) -> Option<String> {
        if let Some(frozen) = self.file.strip_prefix("<frozen ") {
            return Some(frozen.trim_end_matches('>').to_owned());
        }
        let (_, behind) = self.file.rsplit_once("/lib/python3")?;
        let (version, path) = behind.split_once('/')?;
        let is_version = version
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b't'));
        let is_own = !path.starts_with("site-packages/") && !path.starts_with("dist-packages/");
        let path = path.strip_suffix(".py")?;
        (is_version && is_own).then(|| path.trim_end_matches("/__init__").replace('/', "."))
    }
}
