//! Samples of the proofs: a program does the same under the tracer as without it, also where neither was
//! written for the other.

mod both_ways;
mod known;
mod python;
mod results;
pub mod runs;
mod suites;
mod tally;

use std::{env, io};

use crate::traced::begin;
use both_ways::TestProgram;
use suites::{SUITES, Workspace};
use tally::Tally;

/// The suites that are built and run in the least time.
const SAMPLE: [&str; 3] = ["futures-timer", "async-lock", "async-executor"];

/// What came of `found`, unless something is missing here: in continuous integration nothing may be.
fn unless_missing<T>(found: io::Result<T>) -> Option<T> {
    let is_checked = env::var_os("CI").is_some();
    found
        .inspect_err(|missing| {
            assert!(!is_checked, "{missing}");
            eprintln!("left out: {missing}");
        })
        .ok()
}

/// Nothing differs but what is known to.
fn is_the_same(suite: &str, programs: &[TestProgram]) {
    let tally = Tally::of(suite, programs).unwrap();
    assert!(tally.holds(), "{suite}: {tally:#?}");
}

#[test]
#[ignore = "slow: it builds and runs the test suites of three other crates"]
fn suites_of_published_crates_have_the_same_results_traced() {
    let Some(_turn) = begin() else {
        return;
    };
    let Some(workspace) = unless_missing(Workspace::lay_out()) else {
        return;
    };
    for suite in SUITES.iter().filter(|suite| SAMPLE.contains(&suite.name)) {
        let programs = workspace.build(suite).unwrap();
        is_the_same(suite.name, &programs);
    }
}

/// Many Pythons come without their tests, also in continuous integration.
#[test]
#[ignore = "slow: it runs the tests that CPython has of its clocks"]
fn tests_of_python_have_the_same_results_traced() {
    let Some(_turn) = begin() else {
        return;
    };
    let Ok(programs) = python::programs() else {
        return;
    };
    let times: Vec<_> = programs
        .into_iter()
        .filter(|program| program.name == "test_time")
        .collect();
    is_the_same("test_time", &times);
}
