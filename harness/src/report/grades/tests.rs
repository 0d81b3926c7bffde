//! Reports on grades made by hand, each read back by the rules of those who it is for.

mod classroom50;
mod csv;
mod github;
mod gradescope;
mod json;
mod junit;
mod prairielearn;
mod text;

use serde_json::Value;

use crate::grade::{Criterion, Diagnosis, Grade, Site};
use crate::judge::{CriterionName, DiagnosisKind, Status};

/// What means something in one format or another, or to a terminal.
const NASTY: &str = "=cmd|' /C calc'!A0 \"quoted\" <script>alert(1)</script> ]]> &amp; \x1b[31mred\x1b[0m \
    \0 \x7f \u{9b}2J \u{85} \u{fffe} a,b;c 100%0A ::error::x\r\n::error file=x::y\tz 🦀 \u{fffd} $(id) | `id`";

/// The same as everybody may see it, on a line of its own.
const SHOWN: &str = "=cmd|' /C calc'!A0 \"quoted\" <script>alert(1)</script> ]]> &amp; \\u{1b}[31mred\\u{1b}[0m \
    \\u{0} \\u{7f} \\u{9b}2J \\u{85} \u{fffe} a,b;c 100%0A ::error::x\\r\\n::error file=x::y\tz 🦀 \u{fffd} $(id) | `id`";

fn criterion(name: CriterionName, status: Status) -> Criterion {
    let max_points = match name {
        CriterionName::Builds => 1.0,
        _ => 3.0,
    };
    Criterion {
        name,
        status,
        points: match status {
            Status::Passed | Status::Inconclusive => Some(max_points),
            Status::Failed => Some(0.0),
            Status::Error => None,
        },
        max_points,
        message: format!("{name} has {status}"),
        site: None,
        detail: None,
    }
}

fn grade(submission: &str, statuses: [Status; 4]) -> Grade {
    let names = [
        CriterionName::Builds,
        CriterionName::Prints,
        CriterionName::Takes,
        CriterionName::Waits,
    ];
    let criteria = names.into_iter().zip(statuses);
    let criteria = criteria.map(|(name, status)| criterion(name, status));
    let criteria: Vec<Criterion> = criteria.collect();
    Grade {
        submission: submission.to_owned(),
        exercise: "ex1".to_owned(),
        status: statuses.into_iter().max().unwrap(),
        score: criteria.iter().map(|criterion| criterion.points).sum(),
        max_score: 10.0,
        criteria,
        diagnosis: None,
        warnings: Vec::new(),
    }
}

fn diagnosis(kind: DiagnosisKind, message: &str, site: Option<Site>) -> Option<Diagnosis> {
    Some(Diagnosis {
        kind,
        message: message.to_owned(),
        hint: Some("await them together".to_owned()),
        site,
    })
}

fn passed() -> Grade {
    Grade {
        diagnosis: diagnosis(DiagnosisKind::Concurrent, "parked 1.0 s", None),
        ..grade("students/ada", [Status::Passed; 4])
    }
}

/// It takes too long, and half of what it prints is wrong.
fn failed() -> Grade {
    let site = Site {
        function: Some("bob::main".to_owned()),
        file: "src/main.rs".to_owned(),
        line: 12,
    };
    let statuses = [
        Status::Passed,
        Status::Failed,
        Status::Failed,
        Status::Passed,
    ];
    let mut grade = grade("students/bob", statuses);
    grade.criteria[1].points = Some(1.5);
    grade.criteria[1].detail = Some("- one\n+ two".to_owned());
    grade.criteria[2].site = Some(site.clone());
    grade.score = Some(5.5);
    grade.diagnosis = diagnosis(DiagnosisKind::Sequential, "one after another", Some(site));
    grade.warnings = vec!["the clock was a wall clock".to_owned()];
    grade
}

fn doubtful() -> Grade {
    let statuses = [
        Status::Passed,
        Status::Passed,
        Status::Inconclusive,
        Status::Passed,
    ];
    grade("students/eve.rs", statuses)
}

fn faulty() -> Grade {
    let mut grade = grade("students/joe.rs", [Status::Error; 4]);
    for criterion in &mut grade.criteria {
        criterion.message = "the disk is full".to_owned();
    }
    grade
}

/// Everything that a student has a say in is nasty, and there is far too much of it.
fn hostile() -> Grade {
    let site = Site {
        function: Some(NASTY.to_owned()),
        file: NASTY.to_owned(),
        line: 1,
    };
    let mut grade = grade(NASTY, [Status::Failed; 4]);
    for (number, criterion) in grade.criteria.iter_mut().enumerate() {
        criterion.message = format!("{NASTY}{number}");
        criterion.site = Some(site.clone());
        criterion.detail = Some(NASTY.to_owned() + &"🦀".repeat(1_000_000));
    }
    grade.criteria[2].status = Status::Inconclusive;
    grade.exercise = NASTY.to_owned();
    grade.diagnosis = diagnosis(DiagnosisKind::Crash, NASTY, Some(site));
    grade.warnings = vec![NASTY.to_owned(), "x".repeat(1_000_000)];
    grade
}

fn all() -> Vec<Grade> {
    vec![passed(), failed(), doubtful(), faulty(), hostile()]
}

/// Text from a report, as its reader gets it: nothing in it acts on a terminal.
fn assert_harmless(text: &str) {
    let is_bad = |character: &char| character.is_control() && !"\n\t".contains(*character);
    assert_eq!(text.chars().find(is_bad), None, "{text}");
}

/// A report as it is before it is read: whoever takes colours out of it takes out nothing.
fn assert_unchanged_without_colours(report: &str) {
    assert!(anstream::adapter::strip_str(report).to_string() == report);
}

/// Reads JSON in which nothing acts on a terminal.
fn read(report: &str) -> Value {
    let read: Value = serde_json::from_str(report).unwrap();
    assert_unchanged_without_colours(report);
    strings(&read).iter().for_each(|text| assert_harmless(text));
    read
}

/// All strings in it.
fn strings(json: &Value) -> Vec<&str> {
    match json {
        Value::String(text) => vec![text],
        Value::Array(values) => values.iter().flat_map(strings).collect(),
        Value::Object(values) => values.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}
