//! Sends programs down the whole road at the same time: build, trace, judge.
//!
//! They mostly sleep, so all of them together take as long as the slowest.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ScopedJoinHandle};
use std::time::Duration;

use crate::build::{self, Build};
use crate::catalog::{Catalog, Expectation, Program, Run};
use crate::judge::{self, CriterionName, Verdict};
use crate::trace::{self, Clock, Command, LONGEST_RUN, Line, Trace};

/// How many times its nominal time a program may run before it counts as hanging.
const PATIENCE: u32 = 10;

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

/// Builds, runs and judges `programs`; the outcomes are in the same order.
///
/// Setting `stop` kills what still runs.
///
/// # Errors
/// When Cargo is missing or fails. All that concerns one program is in its [`Outcome`].
pub fn verify(
    catalog: &Catalog,
    programs: &[&Program],
    clock: Clock,
    watch: &dyn Watch,
    stop: &AtomicBool,
) -> Result<Vec<Outcome>, build::Error> {
    thread::scope(|scope| {
        let mut threads = Vec::new();
        let mut to_run = Vec::new();
        for (place, &program) in programs.iter().enumerate() {
            match &program.expectation {
                Expectation::Run(expected) => to_run.push((place, program, expected)),
                Expectation::CompileError { code } => {
                    let check = move || must_not_compile(catalog, program, code, watch);
                    threads.push((place, scope.spawn(check)));
                }
            }
        }
        if !to_run.is_empty() {
            let build = build::workspace(&catalog.root, |name| watch.built(name))?;
            let build = Arc::new(build);
            for (place, program, expected) in to_run {
                let build = Arc::clone(&build);
                let run = move || must_run(catalog, &build, program, expected, clock, watch, stop);
                threads.push((place, scope.spawn(run)));
            }
        }
        threads.sort_by_key(|(place, _)| *place);
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

fn must_not_compile(
    catalog: &Catalog,
    program: &Program,
    code: &str,
    watch: &dyn Watch,
) -> Outcome {
    watch.started(program);
    let verdict = match build::check(&catalog.root, &program.folder) {
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
    catalog: &Catalog,
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
        let verdict = match (own.first(), build.error_outside(&catalog.crates())) {
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
