//! Programs that do wrong, each told what it did. They live in a checkout of their own.

use std::process::Output;
use std::sync::LazyLock;

use assert_cmd::Command;
use harness::trace::MAX_LINE;
use predicates::prelude::*;

use crate::traced::can_trace;
use crate::workspace::{self, CATALOG, turn};

/// Everything in `tests/wrong`, verified at once.
static VERIFIED: LazyLock<Output> = LazyLock::new(|| verify(&[]).output().unwrap());

fn verify(programs: &[&str]) -> Command {
    let mut verify = workspace::harness();
    verify.current_dir(CATALOG.root.join("tests/wrong"));
    verify.env("CARGO_TARGET_DIR", workspace::target("wrong"));
    verify.arg("verify").args(programs);
    verify
}

/// Asserts that a program got this verdict, and that this is said about it.
fn is_told(program: &str, status: &str, reasons: &[&str]) {
    // Without a tracer much of it could not be told.
    if !can_trace() {
        return;
    }
    let report = String::from_utf8(VERIFIED.stdout.clone()).unwrap();
    let heading = format!("{program} {status}\n");
    let (_, section) = report
        .split_once(&format!("\n{heading}"))
        .unwrap_or_else(|| {
            panic!(
                "no `{heading}` in\n{report}\n{}",
                String::from_utf8_lossy(&VERIFIED.stderr)
            )
        });
    let section = section.split("\n\n").next().unwrap();
    for reason in reasons {
        assert!(section.contains(reason), "no `{reason}` in\n{section}");
    }
}

#[test]
fn tasks_that_sleep_in_turn_are_too_slow() {
    is_told(
        "ex1-sequential",
        "failed",
        &[
            "prints: passed",
            "expected 0.4–0.6 s",
            "sequential: tasks waited one after another",
        ],
    );
}

#[test]
fn tasks_that_do_not_sleep_are_too_fast() {
    is_told(
        "ex3-without-sleep",
        "failed",
        &[
            "prints: passed",
            "expected 5–7.5 s",
            "no-wait: nothing waited",
        ],
    );
}

#[test]
fn a_hang_is_told_with_how_far_it_got() {
    let how_far = "it had printed 1 line of 1, the last at 0.";
    is_told(
        "hangs",
        "failed",
        &[
            "still running after 2 s, and killed",
            how_far,
            "`Number: 0`",
        ],
    );
}

#[test]
fn a_deadlock_is_told_at_once_with_its_line() {
    is_told(
        "deadlocks",
        "failed",
        &[
            "exits: failed, no thread could ever have run again",
            "deadlock: no thread could ever have run again at src/bin/deadlocks.rs:9",
        ],
    );
}

#[test]
fn a_program_that_leaves_its_process_group_is_killed_all_the_same() {
    let left = "the last at 0.";
    is_told(
        "leaves-its-group",
        "failed",
        &["still running after 2 s, and killed", left, "`Number: 0`"],
    );
}

#[test]
fn a_panic_is_told_with_its_message() {
    let told = [
        "exits: failed",
        "exit code 101",
        "panics.rs:5:5",
        "no more numbers",
    ];
    is_told("panics", "failed", &told);
}

#[test]
fn a_signal_is_told_by_its_name() {
    is_told(
        "aborts",
        "failed",
        &["exits: failed", "ended by SIGABRT", "prints: passed"],
    );
}

#[test]
fn other_words_are_told_as_a_diff() {
    let line = "line 1 is `Nombre: 0`, expected `Number: [..]`";
    is_told(
        "prints-something-else",
        "failed",
        &[line, "- Number: [..]\n", "+ Nombre: 0"],
    );
}

#[test]
fn bytes_that_are_not_utf_8_are_told_even_where_any_text_would_do() {
    is_told(
        "prints-bytes",
        "failed",
        &[r"line 1 is not UTF-8: `Number: \xFF`"],
    );
}

#[test]
fn a_line_of_100_megabytes_is_told_by_its_length() {
    let kept = format!("line 1 is 100000000 bytes long; only its first {MAX_LINE} were kept");
    is_told("prints-without-end", "failed", &[&kept]);
}

#[test]
fn a_program_that_does_not_build_is_told_what_the_compiler_says() {
    let told = [
        "builds: failed, E0425",
        "cannot find value `number`",
        "src/main.rs:4:16",
    ];
    is_told("does-not-build", "failed", &told);
}

#[test]
fn an_example_that_should_not_compile_fails_if_it_does() {
    is_told(
        "compiles",
        "failed",
        &["builds: failed, compiles, expected E0728"],
    );
}

#[test]
fn an_example_that_should_not_compile_fails_if_it_is_for_another_reason() {
    is_told(
        "fails-otherwise",
        "failed",
        &["expected E0728, found E0425"],
    );
}

#[test]
fn a_program_that_no_package_has_is_the_harness_s_own_trouble() {
    is_told(
        "is-not-there",
        "error",
        &["cargo built no program called `is-not-there`"],
    );
}

#[test]
fn each_trouble_leaves_the_other_programs_their_verdicts() {
    let report = String::from_utf8(VERIFIED.stdout.clone()).unwrap();
    assert!(
        report.ends_with("\n0 passed, 13 failed, 1 error\n"),
        "{report}"
    );
}

#[test]
fn the_exit_code_tells_a_failed_program_from_a_harness_in_trouble() {
    let _turn = turn();
    verify(&["prints-something-else"]).assert().code(1);
    verify(&["prints-something-else", "is-not-there"])
        .assert()
        .code(2);
    verify(&["prints-something-else", "no-such-program"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains(
            "no example or program is called `no-such-program`",
        ));
}
