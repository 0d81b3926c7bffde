//! Programs as they are shipped: optimised, without debug information, static, without any names.
//! What can still be known is told, and what cannot is not guessed.

use std::path::{Path, PathBuf};
use std::process::Command;

use harness::catalog::Expectation;
use harness::judge::{CriterionName, Status, Verdict};
use harness::trace::{Clock, LONGEST_RUN, Trace};
use tempfile::TempDir;

use crate::traced::{begin, traced, waited};
use crate::workspace::{self, CATALOG};

/// Compiles a program whose main thread sleeps and then waits for another one.
fn compiled(options: &[&str], folder: &Path) -> PathBuf {
    let source = folder.join("waits.rs");
    let text = "\
use std::thread::{sleep, spawn};
use std::time::Duration;

#[inline(never)]
fn waits() {
    sleep(Duration::from_secs(2));
    println!(\"awake\");
}

fn main() {
    waits();
    spawn(|| sleep(Duration::from_secs(3))).join().unwrap();
}
";
    std::fs::write(&source, text).unwrap();
    let program = folder.join("waits");
    let mut rustc = Command::new("rustc");
    rustc.args(options).arg("-o").args([&program, &source]);
    let output = rustc.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    program
}

fn run(options: &[&str]) -> Trace {
    let folder = TempDir::new().unwrap();
    let program = compiled(options, folder.path());
    let trace = traced(program.to_str().unwrap(), &[], LONGEST_RUN);
    assert_eq!(
        (trace.clock, trace.total.as_secs()),
        (Clock::Virtual, 5),
        "{options:?}"
    );
    trace
}

/// What the longest wait of the main thread is told to be in.
fn function(trace: &Trace) -> Option<String> {
    let waits = &trace.record.as_ref().unwrap().threads[0].waits;
    waits[0]
        .site
        .as_ref()
        .map(|site| format!("{}:{}", site.function, site.line))
}

#[test]
fn a_static_program_is_traced_like_any_other() {
    let Some(_turn) = begin() else {
        return;
    };
    let trace = run(&["-C", "target-feature=+crt-static", "-C", "debuginfo=1"]);
    assert_eq!(waited(&trace), [0, 5, 3]);
    assert_eq!(function(&trace).unwrap(), "waits::waits:6");
}

#[test]
fn an_optimised_program_keeps_its_lines_if_it_has_them() {
    let Some(_turn) = begin() else {
        return;
    };
    let trace = run(&["-O", "-C", "debuginfo=line-tables-only"]);
    assert_eq!(waited(&trace), [0, 5, 3]);
    assert_eq!(function(&trace).unwrap(), "waits::waits:6");
}

#[test]
fn without_debug_information_the_waits_are_known_but_not_the_lines() {
    let Some(_turn) = begin() else {
        return;
    };
    let trace = run(&["-O"]);
    assert_eq!(waited(&trace), [0, 5, 3]);
    assert_eq!(function(&trace), None);
}

#[test]
fn without_names_nobody_can_tell_what_waits_and_nobody_is_judged() {
    let Some(_turn) = begin() else {
        return;
    };
    let trace = run(&["-O", "-C", "strip=symbols"]);
    // That a sleep blocks is certain; what the other wait means is not.
    assert_eq!(waited(&trace), [0, 2, 3]);
    assert_eq!(trace.record.as_ref().unwrap().unknown().count(), 1);
    let Expectation::Run(expected) = &workspace::program("ex4-synchronous").expectation else {
        panic!("it is there to be run");
    };
    let verdict = Verdict::on_run(expected, &trace);
    let waits = verdict
        .criteria
        .iter()
        .find(|one| one.name == CriterionName::Waits);
    assert_eq!(waits.unwrap().status, Status::Error);
}

/// Every program of the examples as a release build, held against its own expectation: the compiler
/// may have made one function of several.
#[test]
#[ignore = "slow: all examples are built for release"]
fn the_examples_pass_as_release_builds() {
    let Some(_turn) = begin() else {
        return;
    };
    let target = workspace::target("release");
    let mut build = Command::new(env!("CARGO"));
    build.args([
        "build",
        "--release",
        "--workspace",
        "--bins",
        "--exclude",
        "harness",
    ]);
    build
        .current_dir(&CATALOG.root)
        .env("CARGO_TARGET_DIR", &target);
    let output = build.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    // What computes for a second does so in any build.
    for program in CATALOG
        .programs()
        .filter(|one| !one.name.starts_with("ex8"))
    {
        if let Expectation::Run(expected) = &program.expectation {
            let executable = target.join("release").join(&program.name);
            let trace = traced(executable.to_str().unwrap(), &[], LONGEST_RUN);
            let verdict = Verdict::on_run(expected, &trace);
            assert_eq!(
                verdict.status(),
                Status::Passed,
                "{}: {verdict:?}",
                program.name
            );
        }
    }
}
