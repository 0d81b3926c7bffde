//! Grading where something is in the way: a command line that is wrong, a system that does not give
//! all layers of the sandbox, somebody who does not want to wait.

use std::fs;
use std::path::PathBuf;
use std::process::{self, Command, Stdio};
use std::thread;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use predicates::str::contains;
use serde_json::Value;
use tempfile::TempDir;

use crate::grading::{RIGHT, grade, graded_as_ex1, grades};
use crate::traced::{begin, refusing, untraced};
use crate::workspace::{self, CATALOG, executable, turn};

#[test]
fn what_cannot_be_graded_is_refused_before_anything_is_built() {
    let _turn = turn();
    let refused = |arguments: &[&str], why: &str| {
        grade(arguments).assert().code(2).stderr(contains(why));
    };
    let ex1 = ["--as", "ex1-concurrent-tasks"];
    refused(&ex1, "<SUBMISSION>...");
    refused(&[RIGHT], "--as <PROGRAM>");
    refused(
        &["no-such-file.rs", ex1[0], ex1[1]],
        "there is no submission no-such-file.rs",
    );
    let no_folder = "`no/such` is no exercise: expected a folder with a `Cargo.toml` there";
    refused(&[RIGHT, "--as", "no/such"], no_folder);
    refused(
        &[RIGHT, "--as", "ex1"],
        "did you mean `ex1-concurrent-tasks`?",
    );
    refused(
        &[RIGHT, "--as", "ex5-await-outside-async"],
        "must not compile",
    );
    refused(
        &[RIGHT, "--as", "ex6-cpu-and-io"],
        "several programs, ex6-awaiting and ex6-blocking; name one of them as `ex6-awaiting`",
    );
    refused(
        &[RIGHT, "--as", "crates/ex6-cpu-and-io"],
        "name one of them as `crates/ex6-cpu-and-io/ex6-awaiting`",
    );
    refused(
        &[RIGHT, ex1[0], ex1[1], "--limit", "speed=9"],
        "cpu=SECONDS",
    );
    refused(&[RIGHT, ex1[0], ex1[1], "--jobs", "0"], "--jobs");
    refused(&[RIGHT, ex1[0], ex1[1], "--format", "xml"], "junit");
}

#[test]
fn without_every_layer_of_the_sandbox_nothing_is_graded_unless_that_is_wanted() {
    let Some(_turn) = begin() else {
        return;
    };
    const LANDLOCK: i64 = nix::libc::SYS_landlock_create_ruleset;
    refusing(&[LANDLOCK], || {
        graded_as_ex1(&[RIGHT])
            .assert()
            .code(2)
            .stderr(contains(
                "what a program reads, writes and signals cannot be confined here",
            ))
            .stderr(contains("--no-sandbox"));
        graded_as_ex1(&[RIGHT])
            .arg("--no-sandbox")
            .assert()
            .success()
            .stdout(contains("passed, 10/10"));
    });
    untraced(|| {
        graded_as_ex1(&[RIGHT])
            .assert()
            .code(2)
            .stderr(contains("the system refuses to trace"))
            .stderr(contains("--no-sandbox"));
    });
}

/// Without a record of its waits nobody can judge them: that is no fault of the student's.
#[test]
fn what_cannot_be_judged_costs_no_points_and_is_an_error() {
    let _turn = turn();
    untraced(|| {
        let output = graded_as_ex1(&[RIGHT])
            .args(["--no-sandbox", "--format", "json"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let grade = &grades(&output.stdout)[0];
        assert_eq!(
            (&grade["status"], &grade["score"]),
            (&"error".into(), &Value::Null)
        );
    });
}

/// The system refuses the call by which `cc` starts a linker, to every program.
#[test]
#[ignore = "slow: `cc` tries for 15 s before it gives up, twice"]
fn a_linker_that_fails_for_everybody_costs_nobody_points() {
    let Some(_turn) = begin() else {
        return;
    };
    const STARTS: i64 = nix::libc::SYS_vfork;
    graded_as_ex1(&[RIGHT]).assert().success();
    let somewhere = TempDir::new().unwrap();
    let new = somewhere.path().join("new.rs");
    let source = fs::read_to_string(CATALOG.root.join(RIGHT)).unwrap();
    fs::write(&new, format!("{source}// Of {}.\n", process::id())).unwrap();
    refusing(&[STARTS], || {
        let output = graded_as_ex1(&[RIGHT, new.to_str().unwrap()])
            .args(["--format", "json"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let [known, new] = &grades(&output.stdout)[..] else {
            panic!("two were handed in")
        };
        // It was linked before.
        assert_eq!(known["score"], 10.0);
        assert_eq!(
            (&new["status"], &new["score"]),
            (&"error".into(), &Value::Null)
        );
    });
}

/// An exercise of its own, so that no other batch ends its journal, of another run of these tests neither.
fn own_exercise() -> PathBuf {
    let folder = workspace::folder_of_this_run("an-exercise-of-its-own");
    for file in ["Cargo.toml", "expected.txt"] {
        let from = CATALOG
            .root
            .join("tests/submissions/exercises/ex1")
            .join(file);
        fs::copy(from, folder.join(file)).unwrap();
    }
    folder
}

#[test]
fn a_batch_that_is_interrupted_tells_what_is_done_and_goes_on_from_there() {
    let Some(_turn) = begin() else {
        return;
    };
    let exercise = own_exercise();
    let somewhere = TempDir::new().unwrap();
    let submissions: Vec<PathBuf> = (0..12)
        .map(|number| somewhere.path().join(format!("number-{number}.rs")))
        .collect();
    for submission in &submissions {
        fs::copy(CATALOG.root.join(RIGHT), submission).unwrap();
    }
    let command = || {
        let mut command = Command::new(executable("harness"));
        command
            .current_dir(&CATALOG.root)
            .arg("grade")
            .args(&submissions)
            .arg("--as")
            .arg(&exercise)
            .args(["--jobs", "1", "--format", "json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    };
    let journal = || {
        let grades = CATALOG.root.join("target/grade");
        let own = fs::read_dir(grades)
            .ok()?
            .flatten()
            .map(|entry| entry.path().join("journal.jsonl"));
        let mut kept = own.filter(|path| {
            let is_own = |text: String| text.contains(exercise.to_str().unwrap());
            fs::read_to_string(path).is_ok_and(is_own)
        });
        kept.next()
    };
    let first = command().spawn().unwrap();
    while journal().is_none() {
        thread::sleep(Duration::from_millis(10));
    }
    kill(Pid::from_raw(first.id() as i32), Signal::SIGINT).unwrap();
    let first = first.wait_with_output().unwrap();
    assert_eq!(first.status.code(), Some(2), "{first:?}");
    let grades_before = grades(&first.stdout);
    assert_eq!(grades_before.len(), submissions.len());
    let statuses = |status: &str| {
        grades_before
            .iter()
            .filter(|one| one["status"] == status)
            .count()
    };
    let (passed, stopped) = (statuses("passed"), statuses("error"));
    assert!(passed >= 1 && stopped >= 1 && passed + stopped == submissions.len());
    let told = grades_before.last().unwrap()["criteria"][0]["message"]
        .as_str()
        .unwrap();
    assert!(told.starts_with("stopped before it was graded"), "{told}");

    // What is in the journal is not done again: a mark in it comes back.
    let path = journal().unwrap();
    let kept = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        kept.replace("\"warnings\":[]", "\"warnings\":[\"kept\"]"),
    )
    .unwrap();
    let second = command().output().unwrap();
    assert_eq!(second.status.code(), Some(0), "{second:?}");
    let second = grades(&second.stdout);
    let kept = second
        .iter()
        .filter(|grade| grade["warnings"][0] == "kept")
        .count();
    assert_eq!(kept, passed);
    assert!(second.iter().all(|grade| grade["score"] == 10.0));
    assert!(!path.exists(), "a batch that is done leaves no journal");
    // No other run has this exercise.
    fs::remove_dir_all(path.parent().unwrap()).unwrap();
}
