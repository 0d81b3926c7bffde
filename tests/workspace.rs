//! The built programs, each run once for all who ask.

use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{self, Output, Stdio};
use std::sync::{Condvar, LazyLock, Mutex, OnceLock};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use assert_cmd::Command;
use harness::build::dirs::BuildDirs;
use harness::build::{self, Build};
use harness::catalog::{Catalog, Program};
use rustix::io::Errno;
use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};

/// The checkout that these tests are part of.
pub static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| Catalog::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap());

/// Cargo builds the executables of other packages for no test, so they are asked for here.
static BUILD: LazyLock<Build> = LazyLock::new(|| {
    let place = BuildDirs::default().place(&CATALOG.root).unwrap();
    build::programs(&place, |_| ()).unwrap()
});

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

/// One of a few turns to build or to compute, until it is dropped.
///
/// All tests begin at once, so that those that wait for time to pass wait together. There is not memory for
/// hundreds of compilers, though.
pub struct Turn {
    begun: Instant,
}

static TURNS: Mutex<usize> = Mutex::new(6);
static TURN_FREE: Condvar = Condvar::new();

/// Waits for a turn. Whoever mostly waits for time to pass needs none.
pub fn turn() -> Turn {
    LazyLock::force(&BUILD);
    let turns = TURNS.lock().unwrap();
    *TURN_FREE.wait_while(turns, |turns| *turns == 0).unwrap() -= 1;
    Turn {
        begun: Instant::now(),
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *TURNS.lock().unwrap() += 1;
        TURN_FREE.notify_one();
        if let Some(times) = env::var_os("TEST_TIMES") {
            let test = thread::current();
            let line = format!(
                "{:7.2} s  {}\n",
                self.begun.elapsed().as_secs_f64(),
                test.name().unwrap_or("a thread without a name")
            );
            let file = OpenOptions::new().create(true).append(true).open(times);
            file.unwrap().write_all(line.as_bytes()).unwrap();
        }
    }
}

/// A folder below the target folder, for what is built here and worth keeping.
pub fn target(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder)
}

/// A folder below the target folder for what no other run of these tests may meet, also in the same
/// checkout. What runs that are over have left is removed.
pub fn folder_of_this_run(name: &str) -> PathBuf {
    let runs = target("runs");
    let own = runs.join(process::id().to_string());
    for run in fs::read_dir(&runs).into_iter().flatten().flatten() {
        let is_over = !Path::new("/proc").join(run.file_name()).exists();
        if is_over {
            let _ = fs::remove_dir_all(run.path());
        }
    }
    let folder = own.join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}
