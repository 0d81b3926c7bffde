//! Gradescope's results.json, held against what its documentation asks for.

use super::*;
use crate::report::grades::gradescope::report;

#[test]
fn a_grade_is_its_score_and_a_test_for_each_criterion() {
    let results = read(&report(&failed()));
    assert_eq!(results["score"], 5.5);
    let tests = results["tests"].as_array().unwrap();
    let summary = |test: &Value| {
        let keys = [
            "number",
            "name",
            "status",
            "score",
            "max_score",
            "output_format",
        ];
        keys.map(|key| test[key].to_string())
            .join(" ")
            .replace('"', "")
    };
    let tests_summary: Vec<String> = tests.iter().map(summary).collect();
    assert_eq!(
        tests_summary,
        [
            "1 builds passed 1.0 1.0 text",
            "2 prints failed 1.5 3.0 text",
            "3 takes failed 0.0 3.0 text",
            "4 waits passed 3.0 3.0 text",
        ]
    );
    assert_eq!(tests[1]["output"], "prints has failed\n- one\n+ two");
    assert_eq!(
        results["output"],
        "failed, 5.5/10 points\nsequential: one after another\nhint: await them together\n\
         note: the clock was a wall clock"
    );
    assert!(results.get("execution_time").is_none());
}

#[test]
fn who_passed_gets_no_hint() {
    let results = read(&report(&passed()));
    assert_eq!(
        results["output"],
        "passed, 10/10 points\nconcurrent: parked 1.0 s"
    );
}

#[test]
fn what_is_in_doubt_keeps_its_points_and_says_so() {
    let results = read(&report(&doubtful()));
    assert_eq!(results["score"], 10.0);
    let takes = &results["tests"][2];
    assert_eq!(
        (&takes["score"], &takes["status"]),
        (&3.0.into(), &"passed".into())
    );
    let output = takes["output"].as_str().unwrap();
    assert!(
        output.starts_with("inconclusive, which costs no points: "),
        "{output}"
    );
}

/// Gradescope takes results without a score for a failure of the autograder.
#[test]
fn where_nothing_was_graded_there_is_no_score_at_all() {
    let results: Value = serde_json::from_str(&report(&faulty())).unwrap();
    assert!(results.get("score").is_none() && results.get("tests").is_none());
    let output = results["output"].as_str().unwrap();
    assert!(
        output.starts_with("not graded, which costs no points"),
        "{output}"
    );
    assert!(output.ends_with("\nthe disk is full"), "{output}");
}

#[test]
fn what_a_student_printed_stays_text() {
    let report = report(&hostile());
    assert!(report.len() < 1_000_000, "{}", report.len());
    let results = read(&report);
    let shown = SHOWN.replace(r"\n", "\n");
    let output = results["tests"][1]["output"].as_str().unwrap();
    assert!(
        output.starts_with(&format!("{shown}1\nat {SHOWN}:1\n{shown}🦀🦀")),
        "{output:.500}"
    );
    let left_out = shown.chars().count() + 1_000_000 - 10_000;
    assert!(output.ends_with(&format!("🦀… and {left_out} more characters")));
    let output = results["output"].as_str().unwrap();
    assert!(
        output.contains(&format!("crash: {shown}\nhint: ")),
        "{output:.1000}"
    );
}
