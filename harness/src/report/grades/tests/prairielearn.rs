//! PrairieLearn's results.json, held against what its documentation asks for.

use super::*;
use crate::report::grades::prairielearn::report;

/// More than that PrairieLearn does not read.
const MOST: usize = 1_000_000;

#[test]
fn a_grade_is_its_share_of_the_points_and_a_test_for_each_criterion() {
    let results = read(&report(&failed()));
    assert_eq!(
        (&results["gradable"], &results["score"]),
        (&true.into(), &0.55.into())
    );
    assert_eq!(results["message"], "failed, 5.5/10 points");
    let output = results["output"].as_str().unwrap();
    assert!(output.contains("\nhint: await them together\n"), "{output}");
    let prints = &results["tests"][1];
    assert_eq!(
        (&prints["points"], &prints["max_points"]),
        (&1.5.into(), &3.0.into())
    );
    assert_eq!(prints["message"], "prints has failed");
    assert_eq!(prints["output"], "- one\n+ two");
    assert_eq!(results["tests"][2]["output"], "at src/main.rs:12");
    assert_eq!(read(&report(&passed()))["score"], 1.0);
}

#[test]
fn what_is_in_doubt_keeps_its_points_and_says_so() {
    let results = read(&report(&doubtful()));
    assert_eq!(results["score"], 1.0);
    let message = results["tests"][2]["message"].as_str().unwrap();
    assert!(
        message.starts_with("inconclusive, which costs no points: "),
        "{message}"
    );
}

#[test]
fn what_could_not_be_graded_costs_neither_points_nor_an_attempt() {
    let results = read(&report(&faulty()));
    assert_eq!(results["gradable"], false);
    assert!(results.get("score").is_none() && results.get("tests").is_none());
    assert_eq!(results["output"], "the disk is full");
}

#[test]
fn without_points_to_get_it_is_all_or_nothing() {
    for (status, share) in [(Status::Passed, 1.0), (Status::Failed, 0.0)] {
        let mut grade = grade("ada", [status; 4]);
        (grade.score, grade.max_score) = (Some(0.0), 0.0);
        assert_eq!(read(&report(&grade))["score"], share);
    }
}

#[test]
fn a_score_that_was_rounded_up_is_no_more_than_all() {
    let mut grade = passed();
    (grade.score, grade.max_score) = (Some(0.13), 0.125);
    assert_eq!(read(&report(&grade))["score"], 1.0);
}

#[test]
fn a_report_is_never_too_long_to_be_read() {
    let report = report(&hostile());
    assert!(report.len() < MOST, "{}", report.len());
    let results = read(&report);
    let output = results["tests"][1]["output"].as_str().unwrap();
    assert!(output.ends_with("more characters"), "{output:.500}");
}
