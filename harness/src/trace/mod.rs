//! Runs one program and records what it did, and when.
//!
//! - `traced`: the one loop that runs it under ptrace, on either clock, and records every wait. It joins
//!   three parts that do not know each other:
//!   - `engine`: the mechanics of ptrace;
//!   - `timekeeper`: what time it is in the program, and when something is due;
//!   - `recorder`: what its threads did.
//! - `syscalls`: what the syscalls that concern time ask for.
//! - `stack`: who waits, and where: the stack of a stopped thread.
//! - `record`: where it waited and computed.
//! - `untraced`: runs it on the wall clock where it cannot be traced.
//! - `output`: cuts what it prints into lines, and caps what is kept of them.
//! - `proc_text`, `sockets`: what the texts under `/proc` say.
//! - `process`: what the operating system knows of the process: its end, its CPU time.
//! - `limits`, `usage`, `guard`: how much of the machine a run may use, how much it does, and whether that
//!   is too much.

#[cfg(target_os = "linux")]
mod engine;
#[cfg(target_os = "linux")]
mod guard;
mod limits;
mod output;
pub(crate) mod proc_text;
mod process;
mod record;
#[cfg(target_os = "linux")]
mod recorder;
pub(crate) mod sockets;
#[cfg(target_os = "linux")]
mod stack;
#[cfg(target_os = "linux")]
mod syscalls;
#[cfg(target_os = "linux")]
mod timekeeper;
#[cfg(target_os = "linux")]
mod traced;
mod untraced;
#[cfg(target_os = "linux")]
mod usage;

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Seek, Write};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use crate::sandbox::Sandbox;

pub use limits::{Excess, Limits};
pub(crate) use output::LineSplitter;
pub use output::{Defect, Line, MAX_LINE, MAX_OUTPUT, Output, Stream};
pub use record::{Awaited, Kind, Record, Site, Stretch, Thread, Wait};

/// No program may run longer, whatever it is expected to take.
pub const LONGEST_RUN: Duration = Duration::from_secs(60);

/// How often a program may wait at the least, whatever the time: each wait takes memory, about 200 bytes.
/// A minute of sleeping a millisecond at a time is well below.
pub const MAX_WAITS: usize = 200_000;

/// A time in nanoseconds, or how long something takes; what it counts from is said where it is used.
#[cfg(target_os = "linux")]
type Nanos = u64;

/// How many worker threads Tokio makes where a program does not say: as many as there are cores,
/// and the one core that the virtual clock stands for is the same on every machine.
const ENVIRONMENT: (&str, &str) = ("TOKIO_WORKER_THREADS", "1");

/// By these folders the sources of libraries are known from a program's own: those of the standard
/// library, and of what Cargo keeps in its home, wherever that is.
pub(crate) const LIBRARIES: &[&str] = &[
    "/rustc/",
    "/rustlib/src/",
    "/registry/src/",
    "/git/checkouts/",
    // What the standard library itself depends on.
    "/rust/deps/",
];

/// Where a program with a home of its own finds others.
const SEARCH_PATH: &str = "/usr/bin:/bin";

/// What to run.
#[derive(Debug, Clone, Default)]
pub struct Command {
    /// The program: a path, or a name to look up in `PATH`.
    pub program: OsString,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// What it reads from its standard input.
    pub input: Vec<u8>,
    /// A folder to run in, with nothing of the harness's environment; `None` to run where the
    /// harness does, with all of it.
    pub home: Option<PathBuf>,
    /// How much it may use.
    pub limits: Limits,
    /// What it may touch; `None` for all that the harness may.
    pub sandbox: Option<Sandbox>,
}

impl Command {
    /// A program without arguments or input, free to do whatever the harness may.
    pub fn new(program: impl Into<OsString>) -> Self {
        Self {
            program: program.into(),
            ..Self::default()
        }
    }

    /// How to start it: in a process group of its own, with pipes for its output.
    fn process(&self) -> io::Result<std::process::Command> {
        use std::os::unix::process::CommandExt;

        let mut process = std::process::Command::new(&self.program);
        process
            .args(&self.arguments)
            .stdin(self.stdin()?)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0);
        if let Some(home) = &self.home {
            process.current_dir(home).env_clear();
            process.envs([("HOME", home), ("TMPDIR", home)]);
            process.env("PATH", SEARCH_PATH);
        }
        process.env(ENVIRONMENT.0, ENVIRONMENT.1);
        Ok(process)
    }

    /// A file, because whoever writes to a pipe can be kept waiting.
    fn stdin(&self) -> io::Result<Stdio> {
        if self.input.is_empty() {
            return Ok(Stdio::null());
        }
        let mut file: File = tempfile::tempfile()?;
        file.write_all(&self.input)?;
        file.rewind()?;
        Ok(file.into())
    }
}

/// Which time a run goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// Time as it passes.
    Wall,
    /// Waits are skipped, and computing counts by its CPU time.
    Virtual,
}

/// The virtual clock where there can be one.
impl Default for Clock {
    fn default() -> Self {
        match cfg!(all(target_os = "linux", target_arch = "x86_64")) {
            true => Self::Virtual,
            false => Self::Wall,
        }
    }
}

/// The record of one run. All times count from just before the program was started.
#[derive(Debug, Clone)]
pub struct Trace {
    /// What was run.
    pub command: Command,
    /// The time that it went by.
    pub clock: Clock,
    /// Why that is another clock than was asked for, or what is not recorded on it.
    pub clock_note: Option<String>,
    /// How it ended.
    pub end: End,
    /// From before its start until its end.
    pub total: Duration,
    /// CPU time it used, and the processes that it waited for: user and system together.
    pub cpu: Duration,
    /// How long its main thread was ready to run but no core was free for it; `None` where
    /// the operating system does not tell, and where it makes no difference.
    pub starved: Option<Duration>,
    /// What it printed.
    pub output: Output,
    /// Where it waited and computed; `None` where that was not recorded.
    pub record: Option<Record>,
}

impl Trace {
    /// How long others kept it from a core, as far as it did not do so itself: who uses more than one
    /// core's time may have been in its own way.
    pub fn starved_by_others(&self) -> Duration {
        let is_alone = self.cpu <= self.total;
        self.starved.filter(|_| is_alone).unwrap_or_default()
    }
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
    /// Killed, since it was in a state in which nobody can trace it.
    Untraceable,
    /// Killed, since no thread could ever have run again.
    Deadlocked,
    /// Killed, since it had waited far more often than there was time for.
    TooManyWaits,
    /// Killed, since it used more than its [`Limits`] allow.
    Exceeded(Excess),
    /// Killed with its whole process group, since the harness was told to stop.
    Interrupted,
}

impl End {
    /// Whether the harness has killed it.
    pub fn is_forced(self) -> bool {
        !matches!(self, End::Exited(_) | End::Signalled(_))
    }
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
    /// The system would not keep it in its sandbox.
    #[error(transparent)]
    Unconfined(#[from] crate::sandbox::Missing),
    /// The system would not let it be traced.
    #[error("{why}")]
    Refused {
        /// In what way, or what is missing.
        why: String,
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

/// Runs `command` until it ends, `limit` is over, or `stop` is set; shows each line to `printed`.
///
/// Where the system cannot trace it, it runs on the wall clock, and its waits are not recorded. But
/// only tracing keeps a program from leaving its sandbox behind, so one that has a sandbox does not
/// run there.
///
/// # Errors
/// When the program cannot be started or confined, or the system does not say how it ended.
pub fn run(
    command: &Command,
    clock: Clock,
    limit: Duration,
    stop: &AtomicBool,
    mut printed: impl FnMut(&Line),
) -> Result<Trace, Error> {
    let why = match run_traced(command, clock, limit, stop, &mut printed) {
        Err(Error::Refused { why }) if command.sandbox.is_none() => why,
        result => return result,
    };
    let missing = match clock {
        Clock::Virtual => "waits are neither skipped nor recorded",
        Clock::Wall => "waits are not recorded",
    };
    let trace = untraced::run(command, limit, stop, &mut printed)?;
    Ok(Trace {
        clock_note: Some(format!("{missing}: {why}")),
        ..trace
    })
}

/// Runs `command` on the wall clock without tracing it, in its sandbox if it has one: for what is
/// trusted not to leave that, as a compiler is.
///
/// # Errors
/// When the program cannot be started or confined, or the system does not say how it ended.
pub(crate) fn run_untraced(
    command: &Command,
    limit: Duration,
    stop: &AtomicBool,
) -> Result<Trace, Error> {
    untraced::run(command, limit, stop, |_| ())
}

#[cfg(target_os = "linux")]
use traced::run as run_traced;

#[cfg(not(target_os = "linux"))]
fn run_traced(
    _: &Command,
    _: Clock,
    _: Duration,
    _: &AtomicBool,
    _: impl FnMut(&Line),
) -> Result<Trace, Error> {
    Err(Error::Refused {
        why: "tracing takes Linux on x86-64".to_owned(),
    })
}
