//! Runs one program and records what it did, and when.
//!
//! - `wall`: runs it on the wall clock, time as it passes.
//! - `output`: cuts what it prints into lines, and caps what is kept of them.
//! - `process`: what the operating system knows of the process: its end, its CPU time.

mod output;
mod process;
mod wall;

use std::ffi::OsString;
use std::io;
use std::time::Duration;

pub use output::{Defect, Line, MAX_LINE, MAX_OUTPUT, Output, Stream};
pub use wall::run;

/// No program may run longer, whatever it is expected to take.
pub const LONGEST_RUN: Duration = Duration::from_secs(60);

/// What to run.
#[derive(Debug, Clone)]
pub struct Command {
    /// The program: a path, or a name to look up in `PATH`.
    pub program: OsString,
    /// Its arguments.
    pub arguments: Vec<OsString>,
}

/// The record of one run. All times count from just before the program was started.
#[derive(Debug, Clone)]
pub struct Trace {
    /// What was run.
    pub command: Command,
    /// How it ended.
    pub end: End,
    /// From before its start until its end.
    pub total: Duration,
    /// CPU time it used, and the processes that it waited for: user and system together.
    pub cpu: Duration,
    /// How long its main thread was ready to run but no core was free for it; `None` where
    /// the operating system does not tell.
    pub starved: Option<Duration>,
    /// What it printed.
    pub output: Output,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// By itself, with this exit code.
    Exited(i32),
    /// By this signal, which did not come from the harness.
    Signalled(i32),
    /// Killed with its whole process group, since it ran past its limit.
    TimedOut {
        /// The limit.
        limit: Duration,
    },
    /// Killed with its whole process group, since the harness was told to stop.
    Interrupted,
}

/// Why a program could not be run, or not be watched to its end.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system would not start it.
    #[error("cannot start `{}`: {cause}", .program.display())]
    Start {
        /// What was to be started.
        program: OsString,
        /// What the system says.
        cause: io::Error,
    },
    /// The system would not say how it ended.
    #[error("cannot learn how `{}` ended: {cause}", .program.display())]
    Wait {
        /// What was started.
        program: OsString,
        /// What the system says.
        cause: io::Error,
    },
}
