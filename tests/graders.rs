//! The files in `graders/`, as far as they can be tried without the platforms that they are for.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::traced::begin;
use crate::workspace::{CATALOG, executable};

/// Submissions as ex1-concurrent-tasks, and what they get of 10 points.
const SUBMISSIONS: [(&str, f64); 2] = [
    ("crates/ex1-concurrent-tasks/src/main.rs", 10.0),
    ("crates/ex3-blocking-sleep/src/main.rs", 1.0),
];

/// A platform's folder: the checkout in `checkout`, with a harness built for release, and a
/// submission in `submission`.
fn platform(checkout: &str, submission: &str, source: &str) -> TempDir {
    let platform = TempDir::new().unwrap();
    let checkout = platform.path().join(checkout);
    fs::create_dir_all(checkout.join("target/release")).unwrap();
    symlink(
        executable("harness"),
        checkout.join("target/release/harness"),
    )
    .unwrap();
    for part in ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "crates"] {
        symlink(CATALOG.root.join(part), checkout.join(part)).unwrap();
    }
    fs::write(checkout.join("exercise"), "ex1-concurrent-tasks\n").unwrap();
    let submission = platform.path().join(submission);
    fs::create_dir(&submission).unwrap();
    fs::copy(CATALOG.root.join(source), submission.join("main.rs")).unwrap();
    platform
}

/// Runs a script of `graders/` with the folder that stands for the platform's.
fn run(script: &str, variable: &str, platform: &Path) -> Output {
    Command::new("bash")
        .arg(CATALOG.root.join("graders").join(script))
        .env(variable, platform)
        .env("EXERCISE", "ex1-concurrent-tasks")
        .env("CARGO_TARGET_DIR", CATALOG.root.join("target"))
        .output()
        .unwrap()
}

fn results(platform: &Path) -> Value {
    let results = fs::read_to_string(platform.join("results/results.json"));
    serde_json::from_str(&results.unwrap()).unwrap()
}

#[test]
fn gradescope_gets_its_results_whether_or_not_all_is_right() {
    let Some(_turn) = begin() else {
        return;
    };
    for (source, score) in SUBMISSIONS {
        let platform = platform("source", "submission", source);
        fs::create_dir(platform.path().join("results")).unwrap();
        let output = run("gradescope/run_autograder", "AUTOGRADER", platform.path());
        assert!(output.status.success(), "{output:?}");
        let results = results(platform.path());
        assert_eq!(results["score"], score);
        assert_eq!(results["tests"].as_array().unwrap().len(), 4);
    }
}

#[test]
fn prairielearn_gets_its_results_whether_or_not_all_is_right() {
    let Some(_turn) = begin() else {
        return;
    };
    for (source, score) in SUBMISSIONS {
        let platform = platform("harness", "student", source);
        let output = run("prairielearn/grade.sh", "GRADE", platform.path());
        assert!(output.status.success(), "{output:?}");
        let results = results(platform.path());
        assert_eq!(
            (&results["gradable"], &results["score"]),
            (&true.into(), &(score / 10.0).into())
        );
    }
}

#[test]
fn a_platform_hears_of_a_fault_that_is_not_the_students() {
    let Some(_turn) = begin() else {
        return;
    };
    let platform = platform("source", "submission", SUBMISSIONS[0].0);
    fs::write(
        platform.path().join("source/exercise"),
        "no-such-exercise\n",
    )
    .unwrap();
    let output = run("gradescope/run_autograder", "AUTOGRADER", platform.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(!platform.path().join("results/results.json").exists());
}

#[test]
fn the_step_of_the_github_workflow_marks_the_line() {
    let Some(_turn) = begin() else {
        return;
    };
    let workflow = fs::read_to_string(CATALOG.root.join("graders/github/grade.yml")).unwrap();
    let step = workflow
        .lines()
        .find_map(|line| line.trim().strip_prefix("run: "))
        .unwrap();
    let step = step.replace("../submission", "crates/ex3-blocking-sleep");
    let output = Command::new("sh")
        .args(["-c", &step])
        .env("EXERCISE", "ex1-concurrent-tasks")
        .current_dir(&CATALOG.root)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let printed = String::from_utf8(output.stdout).unwrap();
    let mark = "::error file=crates/ex3-blocking-sleep/src/main.rs,line=39,";
    assert!(
        printed.lines().any(|line| line.starts_with(mark)),
        "{printed}"
    );
}

#[test]
fn every_script_is_sound_and_every_file_that_is_named_is_there() {
    let graders = CATALOG.root.join("graders");
    for script in [
        "gradescope/setup.sh",
        "gradescope/run_autograder",
        "prairielearn/grade.sh",
    ] {
        let check = Command::new("bash")
            .arg("-n")
            .arg(graders.join(script))
            .output()
            .unwrap();
        assert!(check.status.success(), "{check:?}");
    }
    let info = fs::read_to_string(graders.join("prairielearn/info.json")).unwrap();
    let info: Value = serde_json::from_str(&info).unwrap();
    let entrypoint = info["externalGradingOptions"]["entrypoint"]
        .as_str()
        .unwrap();
    let inside = entrypoint.strip_prefix("/grade/harness/").unwrap();
    assert!(CATALOG.root.join(inside).is_file());
    let toolchain = fs::read_to_string(CATALOG.root.join("rust-toolchain.toml")).unwrap();
    let image = fs::read_to_string(graders.join("prairielearn/Dockerfile")).unwrap();
    let version = image
        .split("FROM rust:")
        .nth(1)
        .unwrap()
        .split('-')
        .next()
        .unwrap();
    assert!(
        toolchain.contains(&format!("channel = \"{version}\"")),
        "{version}"
    );
}
