//! A grade as the `results.json` of PrairieLearn's external graders.

use serde::Serialize;

use crate::grade::{Criterion, Grade};
use crate::judge::{CriterionName, Status};

use super::json::pretty;
use super::told;

#[derive(Serialize)]
struct Results {
    /// If it is not, the student loses neither points nor an attempt.
    gradable: bool,
    /// Which share of all points, from 0 to 1; there is none of what is not gradable.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    message: String,
    output: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tests: Vec<Test>,
}

#[derive(Serialize)]
struct Test {
    name: String,
    description: &'static str,
    points: Option<f64>,
    max_points: f64,
    message: String,
    output: String,
}

/// One grade.
pub fn report(grade: &Grade) -> String {
    let tests = grade.criteria.iter().map(test);
    pretty(&Results {
        gradable: grade.score.is_some(),
        score: grade.score.map(|score| share(score, grade)),
        message: told::headline(grade),
        output: told::reasons(grade),
        tests: tests.filter(|_| grade.score.is_some()).collect(),
    })
}

/// Which share of all points it is; where there are none to get, all or nothing. A score is rounded
/// and so can be a trace above the most that there is, but a share above 1 is refused.
fn share(score: f64, grade: &Grade) -> f64 {
    match grade.max_score > 0.0 {
        true => (score / grade.max_score).min(1.0),
        false => f64::from(grade.status <= Status::Inconclusive),
    }
}

fn test(criterion: &Criterion) -> Test {
    Test {
        name: criterion.name.to_string(),
        description: description(criterion.name),
        points: criterion.points,
        max_points: criterion.max_points,
        message: told::message(criterion),
        output: told::detail(criterion),
    }
}

/// What is judged, for somebody who has not read the documentation.
fn description(name: CriterionName) -> &'static str {
    match name {
        CriterionName::Builds => "It compiles.",
        CriterionName::Exits => "It ends by itself, with exit code 0.",
        CriterionName::Prints => "It prints what it must, and ends well.",
        CriterionName::Takes => "It takes as long as it must.",
        CriterionName::Waits => "It waits and computes where it must.",
    }
}
