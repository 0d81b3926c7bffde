//! Classroom 50's result.json, read as its runner reads it.

use super::*;
use crate::report::grades::classroom50::{of, report};

/// The variables that the runner sets.
fn runner(variable: &str) -> Option<String> {
    let known = [
        ("CLASSROOM", "rust"),
        ("ASSIGNMENT", "ex1"),
        ("SUBMISSION_TAG", "submit/2026-06-01T14-32-05Z-a1b2c3d"),
        ("COMMIT_URL", "https://example.org/commit/a1b2c3d"),
        ("RELEASE_URL", "https://example.org/releases/a1b2c3d"),
        ("REVIEW_URL", "https://example.org/compare/a1b2c3d"),
        ("OWNER", "ada"),
    ];
    let found = known.iter().find(|(name, _)| *name == variable);
    found.map(|(_, value)| value.to_string())
}

/// Reads a result, and checks that its sums are right.
fn read(grade: &Grade) -> Value {
    let result = super::read(&of(grade, runner));
    for key in ["score", "max-score"] {
        let tests = result["tests"].as_array().unwrap().iter();
        let sum: u64 = tests.map(|test| test[key].as_u64().unwrap()).sum();
        assert_eq!(result[key], sum);
    }
    result
}

#[test]
fn points_are_whole_numbers_whatever_they_were() {
    let result = read(&failed());
    assert_eq!(
        (&result["score"], &result["max-score"]),
        (&550.into(), &1000.into())
    );
    let summary = |test: &Value| {
        let keys = ["test-name", "passed", "score", "max-score"];
        keys.map(|key| test[key].to_string())
            .join(" ")
            .replace('"', "")
    };
    let tests: Vec<String> = result["tests"]
        .as_array()
        .unwrap()
        .iter()
        .map(summary)
        .collect();
    assert_eq!(
        tests,
        [
            "builds true 100 100",
            "prints false 150 300",
            "takes false 0 300",
            "waits true 300 300",
        ]
    );
    assert_eq!(read(&passed())["max-score"], 1000);
}

#[test]
fn whose_it_is_comes_from_the_runner() {
    let result = read(&passed());
    assert_eq!(result["classroom"], "rust");
    assert_eq!(result["submission"], "submit/2026-06-01T14-32-05Z-a1b2c3d");
    // These tests are run by no such runner.
    let result: Value = serde_json::from_str(&report(&passed())).unwrap();
    assert_eq!(result.get("submission"), None);
    assert_eq!(result["schema"], "classroom50/result/v1");
}

#[test]
fn what_is_in_doubt_keeps_its_points_and_says_so() {
    let result = read(&doubtful());
    assert_eq!(result["score"], 1000);
    let takes = &result["tests"][2];
    assert_eq!(takes["passed"], true);
    let message = takes["message"].as_str().unwrap();
    assert!(
        message.starts_with("inconclusive, which costs no points: "),
        "{message}"
    );
}

#[test]
fn where_nothing_was_graded_nothing_was_lost() {
    let result = read(&faulty());
    assert_eq!(
        (&result["score"], &result["max-score"]),
        (&0.into(), &0.into())
    );
    assert_eq!(result["tests"].as_array().unwrap().len(), 0);
}

#[test]
fn what_a_student_printed_is_kept_short() {
    let mut grade = hostile();
    grade.criteria[1].message = NASTY.repeat(5_000);
    let result = read(&grade);
    let message = result["tests"][1]["message"].as_str().unwrap();
    assert!(message.ends_with("more characters"), "{message:.500}");
}
