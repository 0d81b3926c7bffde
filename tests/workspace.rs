//! The built programs, each run once for all who ask.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{self, Output, Stdio};
use std::sync::{Condvar, LazyLock, Mutex, OnceLock};
use std::time::{Duration, Instant};
use std::{fs, thread};

use assert_cmd::Command;
use harness::build::{self, Build};
use harness::catalog::{Catalog, Program};
use rustix::io::Errno;
use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};

/// The checkout that these tests are part of.
pub static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| Catalog::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap());

/// Cargo builds the executables of other packages for no test, so they are asked for here.
static BUILD: LazyLock<Build> = LazyLock::new(|| build::workspace(&CATALOG.root, |_| ()).unwrap());

/// One finished run of a program.
pub struct Run {
    pub output: Output,
    pub took: Duration,
    /// For how long of that the program, or the thread that started it, was ready to run and had no
    /// core: what others did on the machine is not the program's doing.
    starved: Duration,
}

impl Run {
    /// How long it would have taken with a core to itself.
    pub fn alone(&self) -> Duration {
        self.took.saturating_sub(self.starved)
    }
}

static RUNS: LazyLock<HashMap<&str, OnceLock<Run>>> = LazyLock::new(|| {
    CATALOG
        .programs()
        .map(|one| (one.name.as_str(), OnceLock::new()))
        .collect()
});

pub fn executable(name: &str) -> &'static Path {
    let folder = match name {
        "harness" => CATALOG.root.join(name),
        _ => program(name).folder.clone(),
    };
    BUILD
        .executable(&folder, name)
        .unwrap_or_else(|| panic!("{name} was not built"))
}

pub fn program(name: &str) -> &'static Program {
    CATALOG
        .programs()
        .find(|program| program.name == name)
        .unwrap()
}

/// Runs a program, or waits for the run that another test has begun.
pub fn run(program: &str) -> &'static Run {
    RUNS[program].get_or_init(|| {
        if !program.starts_with("ex6") {
            head_start();
        }
        let mut command = process::Command::new(executable(program));
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let before = starved("thread-self");
        let start = Instant::now();
        let program = command.spawn().unwrap();
        // It stays until it is reaped, and so do its figures.
        let id = Pid::from_raw(program.id() as i32).unwrap();
        let ended = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while waitid(WaitId::Pid(id), ended).err() == Some(Errno::INTR) {}
        let took = start.elapsed();
        let starved = starved(&program.id().to_string()) + starved("thread-self") - before;
        Run {
            output: program.wait_with_output().unwrap(),
            took,
            starved,
        }
    })
}

/// How long a thread was ready to run, and had no core.
fn starved(thread: &str) -> Duration {
    let figures = fs::read_to_string(format!("/proc/{thread}/schedstat")).unwrap_or_default();
    // Time on a core, time without one, turns.
    let waiting = figures
        .split_whitespace()
        .nth(1)
        .and_then(|time| time.parse().ok());
    Duration::from_nanos(waiting.unwrap_or(0))
}

/// The harness, started in the checkout.
pub fn harness() -> Command {
    let mut command = Command::new(executable("harness"));
    command.current_dir(&CATALOG.root);
    command
}

/// Waits until what all tests have to wait for in the end is under way.
pub fn head_start() {
    const HEAD_START: Duration = Duration::from_millis(1000);
    static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);
    LazyLock::force(&BUILD);
    thread::sleep(HEAD_START.saturating_sub(BEGIN.elapsed()));
}

/// Gives this thread, and all that it starts, a low priority for good.
pub fn step_back() {
    /// At ten steps the scheduler gives it a tenth of what it gives to others: enough to get on.
    const STEPS: i32 = 10;
    rustix::process::setpriority_process(None, STEPS).unwrap();
}

/// Lets the programs that are being timed go first: one of a few turns to build or compute, at
/// a low priority, until it is dropped.
///
/// All tests begin at once. Without this they would themselves be what keeps the machine too
/// busy for the times that they check.
pub struct GiveWay(());

static TURNS: Mutex<usize> = Mutex::new(12);
static TURN_FREE: Condvar = Condvar::new();

impl GiveWay {
    /// Waits for a turn. The low priority stays with this thread and with all that it starts.
    pub fn begin() -> Self {
        head_start();
        let turns = TURNS.lock().unwrap();
        *TURN_FREE.wait_while(turns, |turns| *turns == 0).unwrap() -= 1;
        step_back();
        Self(())
    }
}

impl Drop for GiveWay {
    fn drop(&mut self) {
        *TURNS.lock().unwrap() += 1;
        TURN_FREE.notify_one();
    }
}

/// A folder below the target folder, for what is built here and worth keeping.
pub fn target(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder)
}
