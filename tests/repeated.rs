//! Whether a busy machine changes a verdict: a sample of what `cargo bench --bench repeating` proves.

use std::hint::spin_loop;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use harness::catalog::{Expectation, Program, Run};
use harness::trace::{Clock, LONGEST_RUN};

use crate::traced::{begin, meets, traced};
use crate::workspace::{self, CATALOG};

/// How often each program runs.
const RUNS: usize = 10;

/// What each program that runs must do. Those of ex8 compute for a second each time, and are left to the
/// benchmark.
fn expected() -> Vec<(&'static Program, &'static Run)> {
    let programs = CATALOG
        .programs()
        .filter_map(|program| match &program.expectation {
            Expectation::Run(run) => Some((program, run)),
            Expectation::CompileError { .. } => None,
        });
    programs
        .filter(|(program, _)| !program.name.starts_with("ex8"))
        .collect()
}

/// Each run meets what its own program must do, and no other's, whatever it prints.
fn is_told_apart(program: &Program, all: &[(&Program, &Run)]) {
    let executable = workspace::executable(&program.name).to_str().unwrap();
    for _ in 0..RUNS {
        let trace = traced(executable, &[], LONGEST_RUN);
        assert_eq!(trace.clock, Clock::Virtual, "{:?}", trace.clock_note);
        for (other, run) in all {
            let is_itself = other.name == program.name;
            assert_eq!(
                meets(run, &trace),
                is_itself,
                "{} as {}: {trace:?}",
                program.name,
                other.name
            );
        }
    }
}

#[test]
#[ignore = "slow: it keeps all cores busy beside dozens of runs"]
fn a_busy_machine_changes_no_verdict() {
    let Some(_turn) = begin() else {
        return;
    };
    let all = expected();
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    spin_loop();
                }
            });
        }
        // A failure must not leave the loops running.
        let runs: Vec<_> = all
            .iter()
            .map(|(program, _)| scope.spawn(|| is_told_apart(program, &all)))
            .collect();
        let failed: Vec<_> = runs
            .into_iter()
            .filter_map(|run| run.join().err())
            .collect();
        is_over.store(true, Ordering::Relaxed);
        assert_eq!(failed.len(), 0);
    });
}
