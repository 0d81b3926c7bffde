//! Sends programs down the whole road at the same time: build, trace, judge.
//!
//! They mostly sleep, so all of them together take as long as the slowest.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ScopedJoinHandle};
use std::time::Duration;

use crate::build::dirs::{self, BuildDirs, Place};
use crate::build::{self, Build};
use crate::catalog::{CRATES, Expectation, Program, Run};
use crate::judge::{self, CriterionName, Verdict};
use crate::trace::{self, Clock, Command, LONGEST_RUN, Line, Trace};

/// How many times its nominal time a program may run before it counts as hanging.
const PATIENCE: u32 = 10;

/// Why nothing could be verified.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing could be built.
    #[error(transparent)]
    Build(#[from] build::Error),
    /// There is nowhere to build.
    #[error(transparent)]
    BuildDir(#[from] dirs::Error),
}

/// What became of one program.
#[derive(Debug)]
pub struct Outcome {
    /// The program, and what it must do.
    pub program: Program,
    /// How that came out.
    pub verdict: Verdict,
    /// The record of its run; `None` where it was not run.
    pub trace: Option<Trace>,
}

/// Hears how far things have got. All programs run at once, so it hears from many threads.
pub trait Watch: Sync {
    /// Cargo has built this crate.
    fn built(&self, _name: &str) {}
    /// This program has been started.
    fn started(&self, _program: &Program) {}
    /// This program has printed a line.
    fn printed(&self, _program: &Program, _line: &Line) {}
    /// There is a verdict on this program.
    fn judged(&self, _outcome: &Outcome) {}
}

/// Nobody watches.
impl Watch for () {}

/// Builds, runs and judges `programs`; the outcomes are in the same order. `dirs` says where they
/// are built.
///
/// Setting `stop` kills what still runs.
///
/// # Errors
/// When Cargo is missing or fails, or there is nowhere to build. All that concerns one program is in
/// its [`Outcome`].
pub fn verify(
    programs: &[&Program],
    dirs: &BuildDirs,
    clock: Clock,
    watch: &dyn Watch,
    stop: &AtomicBool,
) -> Result<Vec<Outcome>, Error> {
    let mut places: BTreeMap<&Path, Place> = BTreeMap::new();
    for program in programs {
        places.insert(&program.root, dirs.place(&program.root)?);
    }
    thread::scope(|scope| {
        let mut threads = Vec::new();
        let mut to_run: BTreeMap<&Path, Vec<_>> = BTreeMap::new();
        for (number, &program) in programs.iter().enumerate() {
            let root = program.root.as_path();
            match &program.expectation {
                Expectation::Run(expected) => {
                    let own = to_run.entry(root).or_default();
                    own.push((number, program, expected));
                }
                Expectation::CompileError { code } => {
                    let place = &places[root];
                    let check = move || must_not_compile(place, program, code, watch);
                    threads.push((number, scope.spawn(check)));
                }
            }
        }
        for (root, programs) in to_run {
            let build = match build::programs(&places[root], |name| watch.built(name)) {
                Ok(build) => Arc::new(build),
                // The others get their verdicts all the same.
                Err(error) if places.len() > 1 => {
                    for (number, program, _) in programs {
                        let verdict = Verdict::error(CriterionName::Builds, &error);
                        let tell = move || judged(program, verdict, None, watch);
                        threads.push((number, scope.spawn(tell)));
                    }
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            for (number, program, expected) in programs {
                let build = Arc::clone(&build);
                let run = move || must_run(&build, program, expected, clock, watch, stop);
                threads.push((number, scope.spawn(run)));
            }
        }
        threads.sort_by_key(|(number, _)| *number);
        Ok(threads
            .into_iter()
            .map(|(_, thread)| joined(thread))
            .collect())
    })
}

/// What the thread of one program came to. A panic in it is a fault of the harness: it goes on.
fn joined(thread: ScopedJoinHandle<'_, Outcome>) -> Outcome {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn must_not_compile(place: &Place, program: &Program, code: &str, watch: &dyn Watch) -> Outcome {
    watch.started(program);
    let verdict = match build::check(place, &program.folder) {
        Ok(build) => match (
            &build.errors_in(&program.folder)[..],
            build.error_outside(&program.folder),
        ) {
            ([], Some(elsewhere)) => Verdict::error(CriterionName::Builds, &elsewhere.rendered),
            (errors, _) => judge::compile_error(code, errors),
        },
        Err(error) => Verdict::error(CriterionName::Builds, &error),
    };
    judged(program, verdict, None, watch)
}

fn must_run(
    build: &Build,
    program: &Program,
    expected: &Run,
    clock: Clock,
    watch: &dyn Watch,
    stop: &AtomicBool,
) -> Outcome {
    if stop.load(Ordering::Relaxed) {
        let verdict = Verdict::error(CriterionName::Exits, &"stopped before its start");
        return judged(program, verdict, None, watch);
    }
    let Some(executable) = build.executable(&program.folder, &program.name) else {
        let own = build.errors_in(&program.folder);
        let examples = match program.root == program.folder {
            true => program.folder.clone(),
            false => program.root.join(CRATES),
        };
        let verdict = match (own.first(), build.error_outside(&examples)) {
            (Some(error), _) => judge::does_not_build(error),
            (None, Some(elsewhere)) => Verdict::error(CriterionName::Builds, &elsewhere.rendered),
            (None, None) => {
                let trouble = build
                    .trouble()
                    .unwrap_or("the manifest that expects it must have it");
                let problem = format!(
                    "cargo built no program called `{}`\n{trouble}",
                    program.name
                );
                Verdict::error(CriterionName::Builds, &problem)
            }
        };
        return judged(program, verdict, None, watch);
    };
    let command = Command::new(executable);
    watch.started(program);
    match trace::run(&command, clock, limit(expected), stop, |line| {
        watch.printed(program, line)
    }) {
        Ok(trace) => judged(
            program,
            Verdict::on_run(expected, &trace),
            Some(trace),
            watch,
        ),
        Err(error) => judged(
            program,
            Verdict::error(CriterionName::Exits, &error),
            None,
            watch,
        ),
    }
}

fn judged(program: &Program, verdict: Verdict, trace: Option<Trace>, watch: &dyn Watch) -> Outcome {
    let outcome = Outcome {
        program: program.clone(),
        verdict,
        trace,
    };
    watch.judged(&outcome);
    outcome
}

/// How long a program may run before it counts as hanging.
pub(crate) fn limit(expected: &Run) -> Duration {
    expected
        .figures
        .total
        .map_or(LONGEST_RUN, |total| (total.0 * PATIENCE).min(LONGEST_RUN))
}
