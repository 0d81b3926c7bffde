//! Every report that has a schema is held against it: of each kind of grade, and of one in which
//! everything that a student has a say in is nasty.
//!
//!     cargo test --workspace --features schemas/validate --test schemas

use std::env;

use harness::grade::Grade;
use harness::report::grades::{classroom50, gradescope, prairielearn};
use jsonschema::Validator;
use serde_json::Value;

/// Grades that passed, failed, are in doubt, and could not be given.
const GRADES: &str = include_str!("grades.json");

/// What means something in JSON, in HTML, or to a terminal.
const NASTY: &str = "\"quoted\" \\ <script>alert(1)</script> &amp; \x1b[31mred \0 \u{fffe} \r\n 🦀";

fn grades() -> Vec<Grade> {
    let mut grades: Vec<Grade> = serde_json::from_str(GRADES).unwrap();
    let mut nasty = grades[1].clone();
    nasty.submission = NASTY.to_owned();
    nasty.warnings = vec![NASTY.repeat(10_000)];
    for criterion in &mut nasty.criteria {
        criterion.message = NASTY.repeat(10_000);
        criterion.detail = Some(NASTY.repeat(10_000));
    }
    grades.push(nasty);
    grades
}

fn validator(schema: &str) -> Validator {
    jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap()
}

fn problems(report: &str, validator: &Validator) -> Vec<String> {
    let report: Value = serde_json::from_str(report).unwrap();
    let problems = validator.iter_errors(&report);
    problems.map(|problem| problem.to_string()).collect()
}

/// Gradescope takes results without a score for a failure of the autograder, and so they must be.
#[test]
fn gradescope_can_read_every_grade_and_sees_where_there_is_none() {
    let validator = validator(include_str!("gradescope.json"));
    for grade in grades() {
        let problems = problems(&gradescope::report(&grade), &validator);
        assert_eq!(problems.is_empty(), grade.score.is_some(), "{problems:?}");
    }
}

#[test]
fn prairielearn_can_read_every_grade() {
    let validator = validator(include_str!("prairielearn.json"));
    for grade in grades() {
        let report = prairielearn::report(&grade);
        assert_eq!(problems(&report, &validator), [""; 0], "{report:.1000}");
    }
}

/// Whose a result is comes from the variables that the runner sets.
#[test]
fn classroom50_can_read_every_grade() {
    let runner = |variable: &str| {
        let value = match variable {
            "CLASSROOM" => "rust",
            "ASSIGNMENT" => "ex1",
            "SUBMISSION_TAG" => "submit/2026-06-01T14-32-05Z-a1b2c3d",
            "COMMIT_URL" => "https://example.org/commit/a1b2c3d",
            "RELEASE_URL" => "https://example.org/releases/a1b2c3d",
            "REVIEW_URL" => "https://example.org/compare/a1b2c3d",
            _ => return None,
        };
        Some(value.to_owned())
    };
    let validator = validator(include_str!("classroom50.json"));
    for grade in grades() {
        let report = classroom50::of(&grade, runner);
        assert_eq!(problems(&report, &validator), [""; 0], "{report:.1000}");
    }
}

#[test]
fn a_schema_refuses_what_is_no_report() {
    assert!(env::var_os("CLASSROOM").is_none(), "no runner runs this");
    for (schema, report) in [
        (include_str!("gradescope.json"), r#"{"score": "ten"}"#),
        (include_str!("prairielearn.json"), r#"{"gradable": 1}"#),
        // Nobody has said whose it is.
        (
            include_str!("classroom50.json"),
            &classroom50::report(&grades()[0]),
        ),
    ] {
        assert_ne!(problems(report, &validator(schema)), [""; 0], "{report}");
    }
}
