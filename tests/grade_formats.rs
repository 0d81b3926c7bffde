//! Grades in every format, as they come out of the harness.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use predicates::str::contains;
use quick_junit::Report;
use serde_json::Value;
use tempfile::TempDir;

use crate::traced::begin;
use crate::workspace::{CATALOG, harness};

const EXERCISE: &str = "tests/submissions/exercises/ex1";
const SUBMISSION: &str = "tests/submissions/ex1/spawned-then-awaited.rs";

/// A call that grades the submission.
fn grade(arguments: &[&str]) -> Command {
    let mut grade = harness();
    grade.args(["grade", SUBMISSION, "--as", EXERCISE]);
    grade.args(arguments);
    grade
}

fn keys(json: &Value) -> BTreeSet<&str> {
    let object = json.as_object().unwrap();
    object.keys().map(String::as_str).collect()
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap()
}

#[test]
fn several_formats_go_into_a_folder_and_each_can_be_read_back() {
    let Some(_turn) = begin() else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let folder = folder.path().join("reports");
    let formats = ["--format", "text,json,csv,junit,github", "--output"];
    grade(&formats)
        .arg(&folder)
        .assert()
        .success()
        .stdout("")
        .stderr(contains("grades.txt"));
    let files = fs::read_dir(&folder).unwrap();
    let files: BTreeSet<_> = files.map(|file| file.unwrap().file_name()).collect();
    let names = "github.txt grades.csv grades.json grades.txt junit.xml";
    assert!(files.iter().eq(names.split(' ')), "{files:?}");

    let text = read(&folder, "grades.txt");
    assert!(
        text.contains("spawned-then-awaited.rs") && text.contains("10/10"),
        "{text}"
    );
    assert!(!text.contains('\x1b'), "colours belong on a terminal only");
    let json: Value = serde_json::from_str(&read(&folder, "grades.json")).unwrap();
    assert_eq!(json[0]["score"], 10.0);
    let table = read(&folder, "grades.csv");
    let mut table = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<_> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1);
    assert_eq!(&rows[0][0], SUBMISSION);
    assert_eq!((&rows[0][2], &rows[0][3]), ("passed", "10"));
    let junit = Report::deserialize_from_str(&read(&folder, "junit.xml")).unwrap();
    assert_eq!((junit.tests, junit.failures, junit.errors), (4, 0, 0));
    let notice = format!("::notice title={SUBMISSION}::passed, 10/10 points\n");
    assert_eq!(read(&folder, "github.txt"), notice);
}

#[test]
fn json_is_a_list_whose_keys_are_a_contract() {
    let Some(_turn) = begin() else {
        return;
    };
    let run = grade(&["--format", "json"]).assert().success();
    let json: Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 1);
    let contract = [
        "as",
        "criteria",
        "diagnosis",
        "max_score",
        "score",
        "status",
        "submission",
        "warnings",
    ];
    assert_eq!(keys(&json[0]), BTreeSet::from(contract));
    let contract = [
        "detail",
        "max_points",
        "message",
        "name",
        "points",
        "site",
        "status",
    ];
    let criteria = json[0]["criteria"].as_array().unwrap();
    let names = criteria.iter().map(|criterion| &criterion["name"]);
    assert!(names.eq(["builds", "prints", "takes", "waits"]));
    for criterion in criteria {
        assert_eq!(keys(criterion), BTreeSet::from(contract));
    }
}

#[test]
fn a_format_of_one_submission_goes_into_a_file() {
    let Some(_turn) = begin() else {
        return;
    };
    let folder = TempDir::new().unwrap();
    for (format, key, expected) in [
        ("gradescope", "score", 10.0),
        ("prairielearn", "score", 1.0),
        ("classroom50", "max-score", 1000.0),
    ] {
        let file = folder.path().join(format);
        grade(&["--format", format, "--output"])
            .arg(&file)
            .assert()
            .success()
            .stdout("");
        let results: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        assert_eq!(
            results[key].as_f64(),
            Some(expected),
            "{format}: {results:#}"
        );
        assert_eq!(results["tests"].as_array().unwrap().len(), 4);
    }
}

#[test]
fn several_formats_without_a_folder_are_refused() {
    let Some(_turn) = begin() else {
        return;
    };
    grade(&["--format", "json,csv"])
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains(
            "several formats go into a folder; name it with --output",
        ));
}

#[test]
fn a_format_of_one_submission_is_refused_for_two() {
    let Some(_turn) = begin() else {
        return;
    };
    for format in ["gradescope", "prairielearn", "classroom50"] {
        let expected = format!("the format {format} is of one submission, found 2");
        grade(&["--format", format, SUBMISSION])
            .assert()
            .code(2)
            .stdout("")
            .stderr(contains(expected));
    }
}

/// An exercise of its own shows it: below it nothing was built.
#[test]
fn a_folder_that_is_not_there_is_refused_before_anything_is_graded() {
    let Some(_turn) = begin() else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let exercise = folder.path().join("exercise");
    fs::create_dir(&exercise).unwrap();
    for file in ["Cargo.toml", "expected.txt"] {
        let from = CATALOG.root.join(EXERCISE).join(file);
        fs::copy(from, exercise.join(file)).unwrap();
    }
    let nowhere = folder.path().join("nowhere");
    harness()
        .env_remove("CARGO_TARGET_DIR")
        .args(["grade", SUBMISSION, "--format", "json", "--as"])
        .arg(&exercise)
        .arg("--output")
        .arg(nowhere.join("grades.json"))
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains(format!(
            "there is no folder {}",
            nowhere.display()
        )));
    assert_eq!(fs::read_dir(exercise).unwrap().count(), 2);
    assert!(!nowhere.exists());
}
