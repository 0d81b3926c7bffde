//! Grading from the command line, as a teacher does it, rightly and wrongly.

use std::fs;
use std::path::Path;
use std::process;

use predicates::prelude::*;
use predicates::str::contains;
use serde_json::Value;
use tempfile::TempDir;

use crate::traced::begin;
use crate::workspace::{CATALOG, harness};

/// A submission that gets all points as ex1-concurrent-tasks.
pub const RIGHT: &str = "crates/ex1-concurrent-tasks/src/main.rs";

/// One that does not.
const WRONG: &str = "crates/ex3-blocking-sleep/src/main.rs";

pub fn grade(arguments: &[&str]) -> assert_cmd::Command {
    let mut grade = harness();
    grade.arg("grade").args(arguments);
    grade
}

pub fn graded_as_ex1(submissions: &[&str]) -> assert_cmd::Command {
    let mut grade = grade(submissions);
    grade.args(["--as", "ex1-concurrent-tasks"]);
    grade
}

/// Whether a report says this, in however many lines.
fn says(words: &'static str) -> impl Predicate<[u8]> {
    let on_one_line = |text: &[u8]| {
        let words: Vec<_> = str::from_utf8(text).unwrap().split_whitespace().collect();
        words.join(" ")
    };
    predicate::function(move |text: &[u8]| on_one_line(text).contains(words))
}

/// What was graded, as JSON.
pub fn grades(json: &[u8]) -> Vec<Value> {
    serde_json::from_slice(json).unwrap()
}

#[test]
fn a_copy_of_another_example_gets_full_points_once_it_is_mended() {
    let Some(_turn) = begin() else {
        return;
    };
    let somewhere = TempDir::new().unwrap();
    let copy = somewhere.path().join("my-copy");
    harness()
        .args(["new", "ex3-blocking-sleep"])
        .arg(&copy)
        .assert()
        .success();
    let copy = copy.to_str().unwrap();
    graded_as_ex1(&[copy])
        .assert()
        .code(1)
        .stdout(contains("failed, 1/10"))
        .stdout(says("blocking: a task held the event loop for 5.0 s in a call that blocks at src/main.rs:39"))
        .stdout(contains("hint: await the call"));
    let main = Path::new(copy).join("src/main.rs");
    let source = fs::read_to_string(&main).unwrap();
    let blocks = "thread::sleep(Duration::from_secs(1));";
    assert!(source.contains(blocks));
    let awaits = "tokio::time::sleep(Duration::from_secs(1)).await;";
    fs::write(&main, source.replace(blocks, awaits)).unwrap();
    graded_as_ex1(&[copy])
        .assert()
        .success()
        .stdout(contains("passed, 10/10"));
}

#[test]
fn what_does_not_compile_costs_the_others_nothing_and_is_told_what_the_compiler_says() {
    let Some(_turn) = begin() else {
        return;
    };
    let somewhere = TempDir::new().unwrap();
    let broken = somewhere.path().join("broken.rs");
    fs::write(&broken, "fn main() {\n    number();\n}\n").unwrap();
    let output = graded_as_ex1(&[broken.to_str().unwrap(), RIGHT])
        .args(["--format", "json"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let grades = grades(&output.stdout);
    assert_eq!(
        (&grades[0]["score"], &grades[1]["score"]),
        (&0.0.into(), &10.0.into())
    );
    let builds = &grades[0]["criteria"][0];
    let message = builds["message"].as_str().unwrap();
    assert!(
        message.starts_with("E0425: cannot find function `number`"),
        "{message}"
    );
    assert_eq!(builds["site"]["file"], "broken.rs");
    assert_eq!(builds["site"]["line"], 2);
    let diagnosis = &grades[0]["diagnosis"];
    assert_eq!(diagnosis["kind"], "does-not-build");
    let hint = diagnosis["hint"].as_str().unwrap();
    assert!(hint.starts_with("`cargo build` shows"), "{hint}");
}

#[test]
fn a_class_gets_a_table_and_a_summary_that_fit_80_columns() {
    let Some(_turn) = begin() else {
        return;
    };
    let output = graded_as_ex1(&[RIGHT, WRONG]).output().unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(
        !report.contains('\x1b'),
        "colours belong on a terminal only"
    );
    let (table, _) = report.split_once("\n\n").unwrap();
    assert!(
        table.lines().all(|line| line.chars().count() <= 80),
        "{table}"
    );
    assert!(
        table.contains("ex3-blocking-sleep/src/main.rs    1/10   failed   blocking at line 39"),
        "{table}"
    );
    let (_, summary) = report.rsplit_once("\n2 submissions: ").unwrap();
    assert!(summary.starts_with("1 passed, 1 failed\n"), "{summary}");
    assert!(summary.contains("100 %     1"), "{summary}");
    assert!(
        summary.contains("\n     1  blocking: await the call"),
        "{summary}"
    );
}

#[test]
fn the_exercise_decides_what_it_is_built_with_and_the_report_says_so() {
    let Some(_turn) = begin() else {
        return;
    };
    let somewhere = TempDir::new().unwrap();
    let folder = somewhere.path().join("own-ideas");
    let built = somewhere.path().join("built");
    for (file, text) in [
        (
            "src/main.rs",
            &*fs::read_to_string(CATALOG.root.join(RIGHT)).unwrap(),
        ),
        (
            "Cargo.toml",
            "[package]\nname = \"x\"\n[dependencies]\nno-such-crate = \"9\"\n",
        ),
        (
            "build.rs",
            &format!("fn main() {{ std::fs::write({built:?}, \"\").unwrap(); }}"),
        ),
        (".cargo/config.toml", "[build]\nrustc = \"/bin/false\"\n"),
        ("rust-toolchain.toml", "[toolchain]\nchannel = \"1.0.0\"\n"),
    ] {
        let file = folder.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    graded_as_ex1(&[folder.to_str().unwrap()])
        .assert()
        .success()
        .stdout(contains("passed, 10/10"))
        .stdout(says(
            "note: left aside, because the exercise has its own: Cargo.toml, build.rs, .cargo, \
             rust-toolchain.toml",
        ));
    assert!(!built.exists(), "the student's build script was run");
}

#[test]
fn what_is_hidden_is_not_told() {
    let Some(_turn) = begin() else {
        return;
    };
    let submission = "tests/submissions/sleeps/without-the-hidden-case.rs";
    for format in ["text", "json", "junit", "gradescope"] {
        grade(&[
            submission,
            "--as",
            "tests/submissions/exercises/sleeps",
            "--format",
            format,
        ])
        .assert()
        .code(1)
        .stdout(contains("in a hidden case"))
        .stdout(contains("slept for 2 s").not())
        .stdout(contains("from a file").not());
    }
}

#[test]
fn something_that_is_no_program_gets_its_grade_all_the_same() {
    let Some(_turn) = begin() else {
        return;
    };
    let somewhere = TempDir::new().unwrap();
    let empty = somewhere.path().join("empty");
    fs::create_dir(&empty).unwrap();
    let archive = somewhere.path().join("all.zip");
    fs::write(&archive, "PK").unwrap();
    let submissions = [empty.to_str().unwrap(), archive.to_str().unwrap(), RIGHT];
    graded_as_ex1(&submissions)
        .assert()
        .code(1)
        .stdout(says(
            "expected `src/main.rs` or `src/bin/ex1-concurrent-tasks.rs`, found no source",
        ))
        .stdout(says(
            "expected a crate's folder or a file that ends in `.rs`",
        ))
        // The compiler has not seen either of them.
        .stdout(contains("cargo build").not())
        .stdout(contains("10/10  passed   concurrent"));
}

/// What is compiled anew, what is compiled for the first time, and what was compiled before.
#[test]
fn a_grade_from_the_cache_is_the_same_but_for_measured_times() {
    let Some(_turn) = begin() else {
        return;
    };
    let somewhere = TempDir::new().unwrap();
    // Nobody has handed these in before.
    let own = format!("// Of {}.\n", process::id());
    let texts = [
        (
            "right.rs",
            fs::read_to_string(CATALOG.root.join(RIGHT)).unwrap(),
        ),
        (
            "wrong.rs",
            fs::read_to_string(CATALOG.root.join(WRONG)).unwrap(),
        ),
        ("broken.rs", "fn main() {\n    number();\n}\n".to_owned()),
    ];
    let files = texts.map(|(name, text)| {
        let file = somewhere.path().join(name);
        fs::write(&file, text + &own).unwrap();
        file.to_str().unwrap().to_owned()
    });
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let graded = |options: &[&str]| {
        let output = graded_as_ex1(&files)
            .args(["--format", "json"])
            .args(options)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        without_thousandths(&text)
    };
    let anew = graded(&["--no-cache"]);
    assert!(
        anew.contains("cannot find function") && anew.contains("at wrong.rs:39"),
        "{anew}"
    );
    assert_eq!(graded(&[]), anew);
    assert_eq!(graded(&[]), anew);
}

/// Each figure with three decimals as one with two.
fn without_thousandths(text: &str) -> String {
    let mut kept = String::new();
    let mut decimals = None;
    for character in text.chars() {
        decimals = match (decimals, character) {
            (_, '.') => Some(0),
            (Some(number), '0'..='9') => Some(number + 1),
            _ => None,
        };
        if decimals.is_none_or(|number| number < 2) {
            kept.push(character);
        }
    }
    kept
}
