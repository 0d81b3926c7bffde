//! The table, read back by the crate that reads tables.

use ::csv::ReaderBuilder;

use super::*;
use crate::report::grades::csv::report;

/// The rows of a report, the header first.
fn rows(report: &str) -> Vec<Vec<String>> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .from_reader(report.as_bytes());
    let rows = reader.records();
    rows.map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn each_submission_is_a_row_below_the_header() {
    let rows = rows(&report(&[passed(), failed(), doubtful(), faulty()]));
    let expected = [
        "submission,as,status,score,max_score,builds,prints,takes,waits,diagnosis,file,line,message",
        "students/ada,ex1,passed,10,10,1,3,3,3,concurrent,,,parked 1.0 s",
        "students/bob,ex1,failed,5.5,10,1,1.5,0,3,sequential,,,prints has failed",
        "students/eve.rs,ex1,inconclusive,10,10,1,3,3,3,,,,takes has inconclusive",
        "students/joe.rs,ex1,error,,10,,,,,,,,the disk is full",
    ];
    let rows: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    assert_eq!(rows, expected);
}

#[test]
fn the_line_is_that_of_the_weightiest_criterion() {
    let mut grade = failed();
    grade.criteria.remove(1);
    let rows = rows(&report(&[grade]));
    assert_eq!(rows[1][10..], ["src/main.rs", "12", "takes has failed"]);
    assert_eq!(rows[1][6], "", "nothing is expected of what it prints");
}

#[test]
fn no_cell_is_a_formula_or_acts_on_a_terminal() {
    let report = report(&[hostile()]);
    assert_unchanged_without_colours(&report);
    let rows = rows(&report);
    for cell in [&rows[1][0], &rows[1][1], &rows[1][10]] {
        assert_eq!(*cell, format!("'{SHOWN}"));
        assert_harmless(cell);
    }
}

#[test]
fn what_a_formula_begins_with_gets_an_apostrophe_but_a_number_does_not() {
    let named = |submission: &str| {
        let rows = rows(&report(&[grade(submission, [Status::Passed; 4])]));
        rows[1][0].clone()
    };
    for formula in [
        "=1", "+1+1", "-1-1", "@SUM(1)", "\t=1", "\r=1", "＝1", "-inf",
    ] {
        assert!(named(formula).starts_with('\''), "{formula}");
    }
    for harmless in ["-1", "+2.5", "1=1", "ada"] {
        assert_eq!(named(harmless), harmless);
    }
}

#[test]
fn a_cell_is_no_longer_than_a_spreadsheet_can_hold() {
    const MOST: usize = 32_767;
    let mut grade = failed();
    grade.criteria[1].message = NASTY.repeat(5_000);
    let rows = rows(&report(&[grade]));
    let message = &rows[1][12];
    assert!(message.chars().count() < MOST);
    let left_out = SHOWN.chars().count() * 5_000 - 10_000;
    assert!(message.ends_with(&format!("… and {left_out} more characters")));
}
