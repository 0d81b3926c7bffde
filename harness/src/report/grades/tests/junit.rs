//! JUnit's XML, read back by the crate that nextest reads it with.

use quick_junit::{NonSuccessKind, Report, TestCaseStatus};

use super::*;
use crate::report::grades::junit::report;

fn read(report: &str) -> Report {
    let is_xml = |character: char| match character {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        character => character >= ' ',
    };
    assert_eq!(report.chars().find(|one| !is_xml(*one)), None);
    assert_unchanged_without_colours(report);
    Report::deserialize_from_str(report).unwrap()
}

#[test]
fn each_submission_is_a_suite_and_each_criterion_a_case() {
    let grades = [passed(), failed(), doubtful(), faulty()];
    let report = read(&report(&grades));
    assert_eq!((report.tests, report.failures), (16, 2));
    assert_eq!((report.errors, report.skipped), (4, 1));
    for (grade, suite) in grades.iter().zip(&report.test_suites) {
        assert_eq!(suite.name.as_str(), grade.submission);
        let names = suite.test_cases.iter().map(|case| case.name.as_str());
        assert!(names.eq(["builds", "prints", "takes", "waits"]));
        let exercise = suite.test_cases[0].classname.as_ref().unwrap();
        assert_eq!(exercise.as_str(), "ex1");
    }
    let points = |suite: usize| {
        let properties = report.test_suites[suite].properties.iter();
        let texts = properties.map(|one| format!("{}={}", one.name.as_str(), one.value.as_str()));
        texts.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(points(1), "score=5.5 max_score=10");
    assert_eq!(points(3), "max_score=10", "no score is not a score of 0");
}

#[test]
fn a_failure_tells_its_message_its_line_and_its_detail() {
    let report = read(&report(&[failed()]));
    let suite = &report.test_suites[0];
    let failure = |case: usize| match &suite.test_cases[case].status {
        TestCaseStatus::NonSuccess {
            kind: NonSuccessKind::Failure,
            message: Some(message),
            description: Some(text),
            ..
        } => (message.as_str(), text.as_str()),
        other => panic!("{other:?}"),
    };
    let prints = "prints has failed\n- one\n+ two";
    assert_eq!(failure(1), ("prints has failed", prints));
    let takes = "takes has failed\nat src/main.rs:12";
    assert_eq!(failure(2), ("takes has failed", takes));
    let said = "sequential: one after another\nhint: await them together\n\
        note: the clock was a wall clock";
    assert_eq!(suite.system_out.as_ref().unwrap().as_str(), said);
}

#[test]
fn what_is_in_doubt_is_skipped_and_what_could_not_be_judged_is_an_error() {
    let report = read(&report(&[doubtful(), faulty()]));
    match &report.test_suites[0].test_cases[2].status {
        TestCaseStatus::Skipped {
            message: Some(message),
            ..
        } => assert_eq!(message.as_str(), "takes has inconclusive"),
        other => panic!("{other:?}"),
    }
    match &report.test_suites[1].test_cases[2].status {
        TestCaseStatus::NonSuccess {
            kind: NonSuccessKind::Error,
            message: Some(message),
            ..
        } => assert_eq!(message.as_str(), "the disk is full"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_xml_cannot_hold_is_made_visible() {
    let report = report(&[hostile()]);
    assert!(!report.contains("<script>") && !report.contains("]]>"));
    assert!(report.len() < 1_000_000, "{}", report.len());
    let report = read(&report);
    let shown = SHOWN.replace('\t', r"\t").replace('\u{fffe}', r"\u{fffe}");
    let suite = &report.test_suites[0];
    assert_eq!(suite.name.as_str(), shown);
    let TestCaseStatus::NonSuccess {
        message: Some(message),
        description: Some(text),
        ..
    } = &suite.test_cases[1].status
    else {
        panic!("{:?}", suite.test_cases[1])
    };
    assert_eq!(message.as_str(), format!("{shown}1"));
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].ends_with(r"::error::x\r"), "{}", lines[0]);
    assert!(text.ends_with("more characters"));
    assert!(text.contains("🦀🦀"));
}
