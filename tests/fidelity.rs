//! Programs that print what they see of time print the same natively and on the virtual clock.
//!
//! Each is a file in `fidelity/programs/`. Lines of such a file that begin with `//=` say what else must be
//! so when it is traced:
//!
//! - `total 0.3 s`: it takes that long, and at most 50 ms more. Natively it takes no less.
//! - `total < 0.6 s`: it takes less than that.
//! - `falls back`: it may run on the wall clock, and say why, where the virtual one cannot be kept.
//! - `disagrees WORDS`: what it sees goes by a clock of the machine's, and that is said in these words; what it
//!   prints is not compared.
//! - `outside KIND`: it waits for somebody outside, who is a [`Partner`]; so it may fall back.
//! - `deadlock`: it waits for nobody, and is said to. Natively it does not end, and is not run.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{self, ExitStatus};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use std::os::unix::process::ExitStatusExt;

use harness::trace::{self, Clock, Command, End, LONGEST_RUN, Limits, Stream, Trace};
use serde_json::Value;

use crate::partner::Partner;
use crate::traced::begin;
use crate::workspace::folder_of_this_run;

/// How much longer than it waits a program may take on the virtual clock: for what it computes.
const COMPUTING: Duration = Duration::from_millis(50);

/// How much real time a program may take: far more than any needs on a busy machine, where threads that hand
/// each other the core wait for it each time.
const PATIENCE: Duration = Duration::from_secs(60);

/// How many programs are traced at once. Some of them wait in real time.
const AT_ONCE: usize = 8;

/// A program, and what must be so when it is traced.
#[derive(Default)]
struct Case {
    name: String,
    /// How long it takes, at least and at most.
    total: Option<(Duration, Duration)>,
    falls_back: bool,
    disagrees: Option<String>,
    outside: Option<String>,
    is_deadlock: bool,
}

/// What a program did.
struct Seen {
    printed: String,
    complaints: String,
    end: End,
    took: Duration,
}

#[test]
fn programs_see_the_same_natively_and_on_the_virtual_clock() {
    let Some(_turn) = begin() else {
        return;
    };
    let program = build();
    let cases = cases();
    let native = all_natively(&program, &cases);
    let (to_trace, differences) = (Mutex::new(cases.iter()), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(case) = { to_trace.lock().unwrap().next() } {
                    let trace = traced(&program, case);
                    let difference = case.difference(native.get(&*case.name), &trace);
                    differences.lock().unwrap().extend(difference);
                }
            });
        }
    });
    let mut differences = differences.into_inner().unwrap();
    differences.sort();
    assert!(
        differences.is_empty(),
        "{} of {} programs see something else when traced:\n\n{}",
        differences.len(),
        cases.len(),
        differences.join("\n")
    );
}

/// Where a program prints something else now and then, it says nothing to hold a traced run against.
#[test]
#[ignore = "slow: it runs all programs twenty times"]
fn natively_programs_print_the_same_each_time_on_a_busy_machine() {
    let Some(_turn) = begin() else {
        return;
    };
    let (program, cases) = (build(), cases());
    let first = all_natively(&program, &cases);
    let is_over = &AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..2 {
            // A machine that takes longer for all of them is busy without these.
            let end = Instant::now() + Duration::from_secs(50);
            scope.spawn(move || while !is_over.load(Ordering::Relaxed) && Instant::now() < end {});
        }
        let mut differences = String::new();
        for _ in 0..20 {
            for (name, seen) in all_natively(&program, &cases) {
                let before = &first[name];
                if (&seen.printed, seen.end) != (&before.printed, before.end) {
                    let (before, seen) = (before.told(), seen.told());
                    differences += &format!("== {name}: first\n{before}and then\n{seen}");
                }
            }
        }
        is_over.store(true, Ordering::Relaxed);
        assert!(differences.is_empty(), "{differences}");
    });
}

/// Runs all programs that come to an end as anybody would, all at once.
fn all_natively<'a>(program: &Path, cases: &'a [Case]) -> HashMap<&'a str, Seen> {
    thread::scope(|scope| {
        let to_run = cases.iter().filter(|case| !case.is_deadlock);
        let threads: Vec<_> = to_run
            .map(|case| (&*case.name, scope.spawn(|| natively(program, case))))
            .collect();
        threads
            .into_iter()
            .map(|(name, thread)| (name, thread.join().unwrap()))
            .collect()
    })
}

/// Builds the programs, all of them in one, and says where it is.
fn build() -> PathBuf {
    let output = process::Command::new(env!("CARGO"))
        .args(["build", "--package", "fidelity", "--example", "fidelity"])
        .args(["--message-format", "json-render-diagnostics"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let messages = String::from_utf8(output.stdout).unwrap();
    let messages = messages
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut executables = messages
        .filter(|message| message["target"]["name"] == "fidelity")
        .filter_map(|message| message["executable"].as_str().map(PathBuf::from));
    let complaint = String::from_utf8_lossy(&output.stderr);
    executables.next().unwrap_or_else(|| panic!("{complaint}"))
}

/// All programs, by their names.
fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fidelity/programs");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap());
    let mut cases: Vec<Case> = files.map(|file| Case::read(&file.path())).collect();
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    cases
}

impl Case {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(text.starts_with("//! "), "{name} does not say what it is");
        let mut case = Self {
            name,
            ..Self::default()
        };
        for line in text.lines().filter_map(|line| line.strip_prefix("//= ")) {
            let words: Vec<&str> = line.split(' ').collect();
            let seconds = |text: &str| Duration::from_secs_f64(text.parse().unwrap());
            match words[..] {
                ["total", "<", total, "s"] => case.total = Some((Duration::ZERO, seconds(total))),
                ["total", total, "s"] => {
                    case.total = Some((seconds(total), seconds(total) + COMPUTING));
                }
                ["falls", "back"] => case.falls_back = true,
                ["disagrees", ..] => {
                    case.disagrees = line.strip_prefix("disagrees ").map(str::to_owned)
                }
                ["outside", kind] => case.outside = Some(kind.to_owned()),
                ["deadlock"] => case.is_deadlock = true,
                _ => panic!("{}: what does `{line}` mean?", case.name),
            }
        }
        case.falls_back |= case.outside.is_some();
        case
    }

    /// Where it may write, and who is there to be waited for.
    fn surroundings(&self, clock: &str) -> (PathBuf, Option<Partner>) {
        let folder = folder_of_this_run(&format!("fidelity/{clock}/{}", self.name));
        // Nothing of a run before, such as a FIFO.
        fs::remove_dir_all(&folder).unwrap();
        fs::create_dir(&folder).unwrap();
        let kind = self.outside.as_ref();
        let partner = kind.map(|kind| Partner::begin(kind, folder.clone()));
        (folder, partner)
    }

    /// What is not as it must be, if anything is.
    fn difference(&self, native: Option<&Seen>, trace: &Trace) -> Option<String> {
        let mut wrong = Vec::new();
        let traced = Seen::of(trace);
        let note = trace.clock_note.as_deref().unwrap_or_default();
        if let Some(words) = &self.disagrees {
            if !note.contains(&**words) {
                wrong.push(format!("{words} is not said: {note}\n"));
            }
        } else if let Some(native) = native
            && (&native.printed, native.end) != (&traced.printed, traced.end)
        {
            let (native, traced) = (native.told(), traced.told());
            wrong.push(format!("natively it printed\n{native}and traced\n{traced}"));
        }
        if self.is_deadlock && traced.end != End::Deadlocked {
            wrong.push(format!("no deadlock, but\n{}", traced.told()));
        }
        if trace.clock != Clock::Virtual && (!self.falls_back || trace.clock_note.is_none()) {
            wrong.push(format!(
                "not on the virtual clock: {:?}\n",
                trace.clock_note
            ));
        }
        if let Some((least, most)) = self.total {
            if native.is_some_and(|native| native.took < least) {
                wrong.push(format!("natively it took less than {least:?}\n"));
            }
            if trace.total < least || trace.total > most {
                let total = trace.total;
                wrong.push(format!(
                    "traced it took {total:?}, not {least:?} to {most:?}\n"
                ));
            }
        }
        (!wrong.is_empty()).then(|| format!("== {}: {}", self.name, wrong.join("and ")))
    }
}

impl Seen {
    fn of(trace: &Trace) -> Self {
        let printed = |stream| {
            let lines = trace.output.lines.iter();
            let lines = lines.filter(|line| line.stream == stream);
            lines.map(|line| format!("{}\n", line.text)).collect()
        };
        Self {
            printed: printed(Stream::Stdout),
            complaints: printed(Stream::Stderr),
            end: trace.end,
            took: trace.total,
        }
    }

    fn told(&self) -> String {
        // A panic's message, and not where it came from.
        let complaints = self.complaints.lines().take(3);
        let lines = self.printed.lines().chain(complaints);
        let lines: String = lines.map(|line| format!("    {line}\n")).collect();
        format!("{lines}    {:?} after {:?}\n", self.end, self.took)
    }
}

/// Runs a program as anybody would, and for so long.
fn natively(program: &Path, case: &Case) -> Seen {
    let (folder, _partner) = case.surroundings("native");
    let file = |name: &str| File::create(folder.join(name)).unwrap();
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let start = Instant::now();
    let mut child = process::Command::new(program)
        .arg(&case.name)
        .arg(&folder)
        .stdin(process::Stdio::null())
        // Files, since a child that outlives it could keep a pipe open.
        .stdout(file("stdout"))
        .stderr(file("stderr"))
        .spawn()
        .unwrap();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if start.elapsed() > PATIENCE => {
                child.kill().unwrap();
                break child.wait().unwrap();
            }
            None => thread::sleep(Duration::from_millis(5)),
        }
    };
    Seen {
        printed: read("stdout"),
        complaints: read("stderr"),
        end: end(status),
        took: start.elapsed(),
    }
}

fn end(status: ExitStatus) -> End {
    match status.code() {
        Some(code) => End::Exited(code),
        None => End::Signalled(status.signal().unwrap()),
    }
}

fn traced(program: &Path, case: &Case) -> Trace {
    let (folder, _partner) = case.surroundings("traced");
    let command = Command {
        arguments: vec![(&case.name).into(), folder.into()],
        limits: Limits {
            real: Some(PATIENCE),
            ..Limits::default()
        },
        ..Command::new(program)
    };
    trace::run(&command, Clock::Virtual, LONGEST_RUN, &false.into(), |_| ()).unwrap()
}
