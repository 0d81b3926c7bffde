//! Small programs of all kinds, each a lesson of a few lines in `judged/`, and what must be said of each.
//!
//! To add a program, add a file: what must be said of it stands at its top, as [`judged_rows`](crate::judged_rows)
//! has it. It follows from what the program does without the harness, and from what the words mean, never from
//! what the harness says.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use harness::judge::Verdict;
use harness::report::json;
use harness::trace::{LONGEST_RUN, Trace};
use serde_json::Value;

use crate::judged_rows::Row;
use crate::traced::{begin, begin_with_python, can_trace, python_file, traced};
use crate::workspace::{CATALOG, target, turn};

/// How many are run side by side: as many as there are turns.
const SIDE_BY_SIDE: usize = 6;

/// A source, and what it must be held against.
struct Program {
    source: PathBuf,
    row: Row,
}

#[test]
fn each_program_is_judged_as_its_first_lines_say() {
    if !can_trace() {
        return;
    }
    let folder = CATALOG.root.join("tests/judged");
    let executables = build(&folder);
    let mut programs = programs(&folder.join("src/bin"), "rs");
    programs.extend(self::programs(&folder.join("asyncio"), "py"));
    let count = programs.len();

    let queue = Mutex::new(programs);
    let told = Mutex::new(Vec::new());
    let next = || queue.lock().unwrap().pop_front();
    thread::scope(|scope| {
        for _ in 0..SIDE_BY_SIDE {
            scope.spawn(|| {
                while let Some(program) = next() {
                    told.lock().unwrap().extend(tell(&program, &executables));
                }
            });
        }
    });

    let mut told = told.into_inner().unwrap();
    told.sort_unstable();
    assert!(
        told.is_empty(),
        "{} of {count} programs are judged otherwise:\n\n{}",
        told.len(),
        told.join("\n\n")
    );
}

/// Builds all programs; where they are then.
fn build(folder: &Path) -> PathBuf {
    let _turn = turn();
    let target = target("judged");
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--bins", "--locked", "--target-dir"]);
    let output = build.arg(&target).current_dir(folder).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    target.join("debug")
}

/// The sources of a folder.
fn programs(folder: &Path, extension: &str) -> VecDeque<Program> {
    let files = fs::read_dir(folder).unwrap();
    let sources = files.map(|file| file.unwrap().path());
    let sources = sources.filter(|source| source.extension().is_some_and(|is| is == extension));
    let programs: VecDeque<_> = sources
        .map(
            |source| match Row::read(&fs::read_to_string(&source).unwrap()) {
                Ok(row) => Program { source, row },
                Err(trouble) => panic!("{}: {trouble}", source.display()),
            },
        )
        .collect();
    assert!(!programs.is_empty(), "{} is empty", folder.display());
    programs
}

/// Runs a program; in what its report differs from its row, if it does.
fn tell(program: &Program, executables: &Path) -> Option<String> {
    let name = program.source.file_stem().unwrap().to_str().unwrap();
    let trace = run(program, &executables.join(name))?;
    let verdict = Verdict::on_command(&trace);
    let report: Value = serde_json::from_str(&json::run(name, &trace, &verdict)).unwrap();
    let diagnosis = verdict.diagnosis.as_ref();
    let differences = program.row.differences(&report, diagnosis);
    let said = diagnosis.map_or("nothing", |diagnosis| &diagnosis.message);
    let told = || format!("{name}: {said}\n  {}", differences.join("\n  "));
    (!differences.is_empty()).then(told)
}

/// Its trace, where it can be run: without Python there is nothing to run Python's programs.
fn run(program: &Program, executable: &Path) -> Option<Trace> {
    if program.source.extension().is_some_and(|is| is == "py") {
        let _turn = begin_with_python()?;
        return Some(python_file(&program.source));
    }
    let _turn = begin()?;
    Some(traced(executable.to_str().unwrap(), &[], LONGEST_RUN))
}
