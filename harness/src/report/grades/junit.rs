//! Grades as JUnit's XML, for what shows test results: a suite a submission, a case a criterion.
//!
//! As cargo-nextest writes it. A criterion in doubt is skipped, so that it is no failure, and one
//! that the harness could not judge is an error. Points are properties of the suite: the format has
//! no other place for them.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use crate::grade::{Criterion, Grade};
use crate::judge::Status;

use super::told;

/// All grades.
pub fn report(grades: &[Grade]) -> String {
    let mut report = Report::new("harness");
    report.add_test_suites(grades.iter().map(suite));
    report.to_string().expect("there is memory")
}

fn suite(grade: &Grade) -> TestSuite {
    let mut suite = TestSuite::new(held(&told::line(&grade.submission)));
    for criterion in &grade.criteria {
        let mut case = TestCase::new(criterion.name.to_string(), status(criterion));
        case.set_classname(held(&told::line(&grade.exercise)));
        suite.add_test_case(case);
    }
    if let Some(score) = grade.score {
        suite.add_property(("score", score.to_string().as_str()));
    }
    suite.add_property(("max_score", grade.max_score.to_string().as_str()));
    let reasons = told::reasons(grade);
    if !reasons.is_empty() {
        suite.set_system_out(held(&reasons));
    }
    suite
}

fn status(criterion: &Criterion) -> TestCaseStatus {
    let mut status = match criterion.status {
        Status::Passed => return TestCaseStatus::success(),
        Status::Inconclusive => TestCaseStatus::skipped(),
        Status::Failed => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Status::Error => TestCaseStatus::non_success(NonSuccessKind::Error),
    };
    // Those who show the text show no message, so it has both.
    status
        .set_message(held(&told::line(&criterion.message)))
        .set_description(held(&told::whole(criterion)));
    status
}

/// Text without what XML cannot hold, and without tabs: the crate takes both out and says nothing.
fn held(text: &str) -> String {
    let mut held = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' | '\u{fffe}' | '\u{ffff}' => held.extend(character.escape_default()),
            holdable => held.push(holdable),
        }
    }
    held
}
