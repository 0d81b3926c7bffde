//! Traced programs, for all tests that ask what was recorded of one.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;
use std::{env, thread};

use harness::trace::{self, Clock, Command, Kind, LONGEST_RUN, Trace};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch};

use crate::workspace::{Turn, turn};

/// Whether the system lets programs be traced. In continuous integration it must.
pub fn can_trace() -> bool {
    static REFUSAL: LazyLock<Option<String>> =
        LazyLock::new(|| traced("true", &[], LONGEST_RUN).clock_note);
    let is_checked = env::var_os("CI").is_some();
    assert!(REFUSAL.is_none() || !is_checked, "{REFUSAL:?}");
    REFUSAL.is_none()
}

/// Waits for a turn to trace programs; `None` where that cannot be done.
pub fn begin() -> Option<Turn> {
    can_trace().then(turn)
}

/// The same for tests that need a Python as well.
pub fn begin_with_python() -> Option<Turn> {
    begin().filter(|_| PYTHON.is_some())
}

/// What `python3` leads to: it may be a script that looks for it. `None` where there is none.
static PYTHON: LazyLock<Option<String>> = LazyLock::new(|| {
    let script = "import sys; print(sys.executable)";
    let output = std::process::Command::new("python3")
        .args(["-c", script])
        .output();
    let path = output
        .ok()
        .filter(|output| output.status.success())
        .map(|output| output.stdout);
    assert!(
        path.is_some() || env::var_os("CI").is_none(),
        "this needs python3"
    );
    path.map(|path| String::from_utf8(path).unwrap().trim().to_owned())
});

fn run(program: &str, arguments: &[&str], clock: Clock, limit: Duration) -> Trace {
    let arguments = arguments.iter().map(Into::into).collect();
    let command = Command {
        program: program.into(),
        arguments,
        ..Command::default()
    };
    trace::run(&command, clock, limit, &false.into(), |_| ()).unwrap()
}

/// Runs a program on the virtual clock.
pub fn traced(program: &str, arguments: &[&str], limit: Duration) -> Trace {
    run(program, arguments, Clock::Virtual, limit)
}

/// Runs a program on the wall clock.
pub fn on_the_wall(program: &str, arguments: &[&str]) -> Trace {
    run(program, arguments, Clock::Wall, LONGEST_RUN)
}

/// Runs lines of shell on the virtual clock.
pub fn shell(script: &str) -> Trace {
    traced("sh", &["-c", script], LONGEST_RUN)
}

/// Runs lines of Python on the virtual clock.
pub fn python(script: &str) -> Trace {
    traced_python(script, LONGEST_RUN)
}

/// The same, with another limit.
pub fn traced_python(script: &str, limit: Duration) -> Trace {
    traced(PYTHON.as_ref().unwrap(), &["-c", script], limit)
}

/// Runs a file of Python on the virtual clock.
pub fn python_file(path: &Path) -> Trace {
    let path = path.to_str().unwrap();
    traced(PYTHON.as_ref().unwrap(), &[path], LONGEST_RUN)
}

/// Where the programs in `programs/` are, all of them in one.
pub fn programs() -> String {
    let tests = env::current_exe().unwrap();
    let target: PathBuf = tests.ancestors().nth(2).unwrap().into();
    let programs = target.join("examples/programs");
    assert!(programs.exists(), "run the tests of the whole workspace");
    programs.to_str().unwrap().to_owned()
}

/// Runs one of the programs in `programs/` on the virtual clock.
pub fn program(name: &str) -> Trace {
    traced(&programs(), &[name], LONGEST_RUN)
}

/// Runs something where the system refuses to let anything be traced.
pub fn untraced<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    refusing(&[nix::libc::SYS_ptrace], run)
}

/// Runs something where the system refuses these calls.
pub fn refusing<T: Send>(calls: &[i64], run: impl FnOnce() -> T + Send) -> T {
    let refuse = SeccompAction::Errno(nix::libc::EPERM as u32);
    let calls = calls.iter().map(|call| (*call, Vec::new())).collect();
    let filter = SeccompFilter::new(calls, SeccompAction::Allow, refuse, TargetArch::x86_64);
    let filter = BpfProgram::try_from(filter.unwrap()).unwrap();
    // The filter stays with the thread.
    thread::scope(|scope| {
        let thread = scope.spawn(move || {
            seccompiler::apply_filter(&filter).unwrap();
            run()
        });
        thread.join().unwrap()
    })
}

/// What a program printed.
pub fn texts(trace: &Trace) -> Vec<&str> {
    let lines = trace.output.lines.iter();
    lines.map(|line| line.text.as_str()).collect()
}

/// How many seconds it was parked, blocked, and offloaded.
pub fn waited(trace: &Trace) -> [u64; 3] {
    let record = trace.record.as_ref().unwrap();
    [Kind::Parked, Kind::Blocked, Kind::Offloaded]
        .map(|kind| record.waited(kind).as_secs_f64().round() as u64)
}
