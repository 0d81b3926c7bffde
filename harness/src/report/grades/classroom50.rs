//! A grade as the `result.json` that an autograder leaves for Classroom 50's runner.
//!
//! The format has whole numbers only, so points are told in hundredths: 7.5 of 10 is 750 of 1000.
//! They are for every grade, that those of one exercise can be added up.

use std::collections::BTreeMap;
use std::env;

use serde::Serialize;

use crate::grade::{Criterion, Grade};

use super::json::pretty;
use super::told;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Outcome {
    schema: &'static str,
    /// Whose it is, and of what.
    #[serde(flatten)]
    identity: BTreeMap<&'static str, String>,
    score: u64,
    max_score: u64,
    tests: Vec<Test>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Test {
    test_name: String,
    passed: bool,
    score: u64,
    max_score: u64,
    /// The runner keeps it, although the schema does not ask for it.
    message: String,
}

/// What a result must say of the submission, and the runner's variable that says it. The rest of
/// its identity the runner fills in by itself.
const IDENTITY: [(&str, &str); 6] = [
    ("classroom", "CLASSROOM"),
    ("assignment", "ASSIGNMENT"),
    ("submission", "SUBMISSION_TAG"),
    ("commit", "COMMIT_URL"),
    ("release", "RELEASE_URL"),
    ("review", "REVIEW_URL"),
];

/// One grade; whose it is comes from the runner's environment.
pub fn report(grade: &Grade) -> String {
    of(grade, |variable| env::var(variable).ok())
}

/// One grade; whose it is comes from `variable`, by the name of the runner's variable. Where there is no
/// score, it is 0 of 0 points, as the runner itself puts it.
pub fn of(grade: &Grade, variable: impl Fn(&str) -> Option<String>) -> String {
    let known = IDENTITY.iter();
    let tests = grade.criteria.iter().filter_map(test);
    let tests: Vec<Test> = tests.filter(|_| grade.score.is_some()).collect();
    pretty(&Outcome {
        schema: "classroom50/result/v1",
        identity: known
            .filter_map(|(key, name)| Some((*key, variable(name)?)))
            .collect(),
        // The format wants sums of what is below, and the grade's own are rounded otherwise.
        score: tests.iter().map(|test| test.score).sum(),
        max_score: tests.iter().map(|test| test.max_score).sum(),
        tests,
    })
}

fn test(criterion: &Criterion) -> Option<Test> {
    Some(Test {
        test_name: criterion.name.to_string(),
        passed: told::is_passed(criterion),
        score: hundredths(criterion.points?),
        max_score: hundredths(criterion.max_points),
        message: told::message(criterion),
    })
}

fn hundredths(points: f64) -> u64 {
    (points * 100.0).round() as u64
}
