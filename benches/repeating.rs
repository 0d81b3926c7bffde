//! Whether a busy machine changes a verdict: every program again and again on the virtual clock,
//! several at a time, beside an endless loop for each core.
//!
//!     cargo bench --bench repeating -- 1000 ex3-blocking-sleep ex7-blocking
//!
//! runs these two a thousand times each; without names all programs, without a number ten times.
//! Each run is held against what every program must do: it must meet its own, and no other's.

#![allow(clippy::print_stdout)] // What it prints is what it is for.

use std::env;
use std::hint::spin_loop;
use std::ops::Range;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use harness::build::dirs::BuildDirs;
use harness::build::{self, Build};
use harness::catalog::{Catalog, Expectation, Program, Run};
use harness::judge::{CriterionName, Status, Verdict};
use harness::trace::{self, Clock, Kind, LONGEST_RUN, Trace};

/// How often each program runs if nothing is said.
const RUNS: usize = 10;

/// How many runs of each program there are at a time.
const AT_A_TIME: usize = 4;

/// How far the totals of a program's runs may lie apart, and the times that it was parked.
const APART: Duration = Duration::from_millis(10);

fn main() {
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let runs = words
        .iter()
        .find_map(|word| word.parse().ok())
        .unwrap_or(RUNS);
    let catalog = Catalog::find(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("this is a checkout");
    let place = BuildDirs::default().place(&catalog.root);
    let place = place.expect("there is room to build");
    let built = build::programs(&place, |_| ()).expect("cargo builds it");
    let all: Vec<(&Program, &Run)> = catalog.programs().filter_map(with_run).collect();
    let is_named = |name: &String| words.contains(name) || !words.iter().any(|word| is_name(word));
    println!(
        "{:22}{:>6}{:>7}{:>14}{:>14}{:>14}",
        "", "runs", "wrong", "total apart", "parked apart", "blocked apart"
    );
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    spin_loop();
                }
            });
        }
        thread::scope(|scope| {
            for (program, _) in all.iter().filter(|(program, _)| is_named(&program.name)) {
                scope.spawn(|| repeat(program, &built, &all, runs));
            }
        });
        is_over.store(true, Ordering::Relaxed);
    });
}

fn is_name(word: &str) -> bool {
    word.parse::<usize>().is_err()
}

fn with_run(program: &Program) -> Option<(&Program, &Run)> {
    match &program.expectation {
        Expectation::Run(run) => Some((program, run)),
        Expectation::CompileError { .. } => None,
    }
}

/// What the runs of one program have in common.
#[derive(Default)]
struct Seen {
    runs: usize,
    wrong: usize,
    totals: Option<Range<Duration>>,
    parked: Option<Range<Duration>>,
    blocked: Option<Range<Duration>>,
}

/// Runs one program again and again, and prints a row.
fn repeat(program: &Program, built: &Build, all: &[(&Program, &Run)], runs: usize) {
    let executable = built.executable(&program.folder, &program.name);
    let command = trace::Command::new(executable.expect("it was built"));
    let seen = Mutex::new(Seen::default());
    let left = AtomicUsize::new(runs);
    let take = |left: usize| left.checked_sub(1);
    let work = || {
        while left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
            .is_ok()
        {
            let trace = trace::run(&command, Clock::Virtual, LONGEST_RUN, &false.into(), |_| ());
            let trace = trace.expect("it can be traced");
            let record = trace.record.as_ref().expect("it is recorded");
            let is_right = |(other, run): &(&Program, &Run)| {
                meets(run, &trace) == (other.name == program.name) && trace.clock == Clock::Virtual
            };
            let is_wrong = !all.iter().all(is_right);
            let mut seen = seen.lock().expect("nobody panics with it");
            seen.runs += 1;
            seen.wrong += usize::from(is_wrong);
            include(&mut seen.totals, trace.total);
            include(&mut seen.parked, record.waited(Kind::Parked));
            include(&mut seen.blocked, record.waited(Kind::Blocked));
        }
    };
    thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(work);
        }
    });
    print(
        &program.name,
        &seen.into_inner().expect("nobody panicked with it"),
    );
}

fn print(name: &str, seen: &Seen) {
    let apart = |range: &Option<Range<Duration>>| {
        range
            .as_ref()
            .map_or(Duration::ZERO, |range| range.end - range.start)
    };
    let (totals, parked, blocked) = (
        apart(&seen.totals),
        apart(&seen.parked),
        apart(&seen.blocked),
    );
    let milliseconds = |time: Duration| format!("{:.6} ms", time.as_secs_f64() * 1e3);
    let is_far = totals > APART || parked > APART;
    println!(
        "{name:22}{:>6}{:>7}{:>14}{:>14}{:>14}{}",
        seen.runs,
        seen.wrong,
        milliseconds(totals),
        milliseconds(parked),
        milliseconds(blocked),
        if is_far { "  more than 10 ms" } else { "" },
    );
}

/// Whether a run is as it must be, whatever it printed.
fn meets(run: &Run, trace: &Trace) -> bool {
    let verdict = Verdict::on_run(run, trace);
    let mut criteria = verdict.criteria.iter();
    criteria.all(|one| one.name == CriterionName::Prints || one.status == Status::Passed)
}

fn include(range: &mut Option<Range<Duration>>, time: Duration) {
    let range = range.get_or_insert(time..time);
    range.start = range.start.min(time);
    range.end = range.end.max(time);
}
