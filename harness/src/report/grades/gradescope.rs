//! A grade as the `results.json` of Gradescope's autograders.
//!
//! How long it took is left out: a grade does not tell, and Gradescope does not need it.

use serde::Serialize;

use crate::grade::{Criterion, Grade};

use super::json::pretty;
use super::told;

#[derive(Serialize)]
struct Results {
    /// Without a score here and at the tests the autograder has failed, not the student.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    output: String,
    output_format: &'static str,
    visibility: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tests: Vec<Test>,
}

#[derive(Serialize)]
struct Test {
    score: Option<f64>,
    max_score: f64,
    status: &'static str,
    name: String,
    number: String,
    output: String,
    output_format: &'static str,
    visibility: &'static str,
}

/// As it is: not Markdown, not HTML, no colours.
const TEXT: &str = "text";

/// Students may see it at once: what is hidden in an exercise is not told anyway.
const VISIBLE: &str = "visible";

/// One grade.
pub fn report(grade: &Grade) -> String {
    let criteria = grade.criteria.iter().enumerate();
    let tests = criteria.map(|(place, criterion)| test(place, criterion));
    let output = told::headline(grade) + "\n" + &told::reasons(grade);
    pretty(&Results {
        score: grade.score,
        output: output.trim_end().to_owned(),
        output_format: TEXT,
        visibility: VISIBLE,
        tests: tests.filter(|_| grade.score.is_some()).collect(),
    })
}

fn test(place: usize, criterion: &Criterion) -> Test {
    Test {
        score: criterion.points,
        max_score: criterion.max_points,
        status: match told::is_passed(criterion) {
            true => "passed",
            false => "failed",
        },
        name: criterion.name.to_string(),
        number: (place + 1).to_string(),
        output: told::whole(criterion),
        output_format: TEXT,
        visibility: VISIBLE,
    }
}
