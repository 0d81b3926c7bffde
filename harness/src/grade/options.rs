//! How a batch is graded: how many at a time, and how much each may use.

use std::env;
use std::num::NonZero;
use std::path::PathBuf;
use std::str::FromStr;
use std::thread;
use std::time::Duration;

use crate::trace::Limits;

/// How a batch is graded.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many submissions are graded at a time.
    pub jobs: NonZero<usize>,
    /// What one run of a submission may use.
    pub run: Limits,
    /// What its compiler may use.
    pub build: Limits,
    /// Where there is a folder for each submission while it is graded.
    pub scratch: PathBuf,
    /// Whether submissions are kept in a sandbox. Without one they can do whatever the harness may.
    pub is_sandboxed: bool,
    /// Whether what the compiler makes of a submission is kept, and used again for the same sources.
    /// Outside of a sandbox nothing is.
    pub is_cached: bool,
}

const MEBIBYTE: u64 = 1024 * 1024;

/// CPU time of one run. The examples compute for a second at the most.
const CPU: Duration = Duration::from_secs(10);

/// Real time of one run, of which most take a tenth of a second, and one that reads the clock all the
/// time a minute. It is far off, because a busy machine must make no difference to a grade.
const REAL: Duration = Duration::from_secs(600);

/// Memory of one run: a thread takes 2 MiB for its stack, and Tokio makes up to 512 of them for calls
/// that block.
const MEMORY: u64 = 1024 * MEBIBYTE;

/// Threads and processes of one run. A program that needs more has not understood tasks.
const TASKS: usize = 256;

/// Open files of one process. An event loop takes about ten.
const OPEN_FILES: u64 = 256;

/// What one run prints. The examples print a kilobyte at the most.
const OUTPUT: u64 = 4 * MEBIBYTE;

/// What one run writes to files. The examples write none.
const DISK: u64 = 16 * MEBIBYTE;

/// CPU time of one compiler. A submission takes it a third of a second.
const BUILD_CPU: Duration = Duration::from_secs(30);

/// Memory of one compiler. A submission takes it about 200 MiB.
const BUILD_MEMORY: u64 = 2048 * MEBIBYTE;

/// What one compiler writes. A program with its symbols takes about 10 MiB.
const BUILD_DISK: u64 = 256 * MEBIBYTE;

impl Default for Options {
    fn default() -> Self {
        Self {
            jobs: thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN),
            run: Limits {
                cpu: Some(CPU),
                real: Some(REAL),
                memory: Some(MEMORY),
                tasks: Some(TASKS),
                open_files: Some(OPEN_FILES),
                output: Some(OUTPUT),
                disk: Some(DISK),
            },
            build: Limits {
                cpu: Some(BUILD_CPU),
                memory: Some(BUILD_MEMORY),
                disk: Some(BUILD_DISK),
                ..Limits::default()
            },
            scratch: env::temp_dir(),
            is_sandboxed: true,
            is_cached: true,
        }
    }
}

/// One limit with another value than the default's, such as `cpu=5` or `memory=256`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    kind: Kind,
    value: u64,
}

/// What can be limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Cpu,
    Real,
    Memory,
    Tasks,
    OpenFiles,
    Output,
    Disk,
    BuildCpu,
    BuildMemory,
}

/// By name, with the unit.
const KINDS: [(&str, &str, Kind); 9] = [
    ("cpu", "seconds", Kind::Cpu),
    ("real", "seconds", Kind::Real),
    ("memory", "MiB", Kind::Memory),
    ("tasks", "threads and processes", Kind::Tasks),
    ("open-files", "files", Kind::OpenFiles),
    ("output", "MiB", Kind::Output),
    ("disk", "MiB", Kind::Disk),
    ("build-cpu", "seconds", Kind::BuildCpu),
    ("build-memory", "MiB", Kind::BuildMemory),
];

/// A limit that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("expected {}, found `{found}`", known())]
pub struct NotALimit {
    found: String,
}

fn known() -> String {
    let kinds = KINDS.map(|(name, unit, _)| format!("{name}={}", unit.to_uppercase()));
    format!("a whole number above 0 in one of {}", kinds.join(", "))
}

impl FromStr for Limit {
    type Err = NotALimit;

    fn from_str(text: &str) -> Result<Self, NotALimit> {
        /// More of anything than a machine has, and few enough to count in bytes.
        const MOST: u64 = 1 << 30;
        let limit = || {
            let (name, value) = text.split_once('=')?;
            let (_, _, kind) = KINDS.iter().find(|(known, _, _)| *known == name)?;
            let value = value.parse().ok()?;
            (1..=MOST)
                .contains(&value)
                .then_some(Self { kind: *kind, value })
        };
        limit().ok_or_else(|| NotALimit {
            found: text.to_owned(),
        })
    }
}

impl Options {
    /// Sets one limit.
    pub fn limit(&mut self, Limit { kind, value }: Limit) {
        let Self { run, build, .. } = self;
        match kind {
            Kind::Cpu => run.cpu = Some(Duration::from_secs(value)),
            Kind::Real => run.real = Some(Duration::from_secs(value)),
            Kind::Memory => run.memory = Some(value * MEBIBYTE),
            Kind::Tasks => run.tasks = Some(value as usize),
            Kind::OpenFiles => run.open_files = Some(value),
            Kind::Output => run.output = Some(value * MEBIBYTE),
            Kind::Disk => run.disk = Some(value * MEBIBYTE),
            Kind::BuildCpu => build.cpu = Some(Duration::from_secs(value)),
            Kind::BuildMemory => build.memory = Some(value * MEBIBYTE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_name_and_a_whole_number() {
        let mut options = Options::default();
        for limit in ["cpu=5", "memory=64", "tasks=8", "build-cpu=3"] {
            options.limit(limit.parse().unwrap());
        }
        assert_eq!(options.run.cpu, Some(Duration::from_secs(5)));
        assert_eq!(options.run.memory, Some(64 * 1024 * 1024));
        assert_eq!(options.run.tasks, Some(8));
        assert_eq!(options.build.cpu, Some(Duration::from_secs(3)));
        assert_eq!(options.run.output, Some(OUTPUT));
    }

    #[test]
    fn what_is_no_limit_is_told_what_would_be_one() {
        for wrong in [
            "cpu",
            "cpu=",
            "cpu=0",
            "cpu=1.5",
            "cpu=-1",
            "speed=9",
            "memory=9999999999",
        ] {
            let told = wrong.parse::<Limit>().unwrap_err().to_string();
            assert!(told.contains("cpu=SECONDS") && told.ends_with(&format!("found `{wrong}`")));
        }
    }
}
