//! Grades as a table for a spreadsheet: a row a submission.

use ::csv::Writer;

use crate::grade::Grade;
use crate::judge::{CriterionName, Status};

use super::text::decisive;
use super::told::line;

/// The criteria that have a column.
const CRITERIA: [CriterionName; 4] = [
    CriterionName::Builds,
    CriterionName::Prints,
    CriterionName::Takes,
    CriterionName::Waits,
];

/// A header, and a row a submission; what is not known is empty.
pub fn report(grades: &[Grade]) -> String {
    let mut table = Writer::from_writer(Vec::new());
    for row in [header()].into_iter().chain(grades.iter().map(row)) {
        table
            .write_record(&row)
            .expect("all rows have the same columns, and there is memory");
    }
    let bytes = table.into_inner().expect("there is memory");
    String::from_utf8(bytes).expect("text comes out as it went in")
}

fn header() -> Vec<String> {
    let before = ["submission", "as", "status", "score", "max_score"].map(str::to_owned);
    let criteria = CRITERIA.map(|name| name.to_string());
    let behind = ["diagnosis", "file", "line", "message"].map(str::to_owned);
    [&before[..], &criteria, &behind].concat()
}

fn row(grade: &Grade) -> Vec<String> {
    let points = |name| {
        let mut criteria = grade.criteria.iter();
        number(criteria.find(|one| one.name == name)?.points)
    };
    let before = [
        text(&grade.submission),
        text(&grade.exercise),
        grade.status.to_string(),
        number(grade.score).unwrap_or_default(),
        grade.max_score.to_string(),
    ];
    let criteria = CRITERIA.map(|name| points(name).unwrap_or_default());
    let decisive = decisive(grade);
    let site = decisive.and_then(|criterion| criterion.site.as_ref());
    let diagnosis = grade.diagnosis.as_ref();
    let message = match (grade.status, diagnosis) {
        (Status::Passed, Some(diagnosis)) => &diagnosis.message,
        _ => decisive.map_or("", |criterion| &criterion.message),
    };
    let behind = [
        diagnosis.map_or(String::new(), |diagnosis| diagnosis.kind.to_string()),
        site.map_or(String::new(), |site| text(&site.file)),
        site.map_or(String::new(), |site| site.line.to_string()),
        text(message),
    ];
    [&before[..], &criteria, &behind].concat()
}

fn number(number: Option<f64>) -> Option<String> {
    number.map(|number| number.to_string())
}

/// A cell that no spreadsheet takes for a formula: what a student can name a file or print could
/// else read the other rows, or run something on the teacher's machine.
fn text(text: &str) -> String {
    /// What a formula begins with, also as it is typed in East Asia.
    const FORMULA: &[char] = &['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    let is_number = text.parse().is_ok_and(f64::is_finite);
    let guard = match text.starts_with(FORMULA) && !is_number {
        true => "'",
        false => "",
    };
    guard.to_owned() + &line(text)
}
