use super::*;
use crate::report::grades::text::report;

#[test]
fn long_lines_of_a_program_stay_behind_the_bar_and_within_the_width() {
    let mut grade = failed();
    let line = "+ ::error::a line of a program's ".repeat(5);
    grade.criteria[1].detail = Some(format!("- one\n{line}"));
    let text = report(&[grade], 80);
    let shown: Vec<_> = text.lines().filter(|line| line.contains("| ")).collect();
    assert!(shown.len() > 2, "{text}");
    assert!(
        shown.iter().all(|line| line.starts_with("    | ")),
        "{text}"
    );
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    assert!(!text.contains("\n::error"), "{text}");
}

#[test]
fn a_files_name_is_not_cut_and_a_number_keeps_its_unit() {
    let place = "a-name/with-all/that-could-be/cut-in-it.rs:12";
    for length in 1..80 {
        let mut grade = failed();
        let message = format!("{} took 12.5 s at {place}", "x".repeat(length));
        grade.diagnosis = diagnosis(DiagnosisKind::Sequential, &message, None);
        let text = report(&[grade], 80);
        assert!(text.contains(place), "{text}");
        let mut faulty = faulty();
        faulty.criteria[0].message = format!("{} took 12.5 s", "x ".repeat(length));
        let table = report(&[passed(), faulty], 80);
        let (table, _) = table.split_once("\n\n").unwrap();
        assert!(table.contains("12.5 s"), "{table}");
    }
}

#[test]
fn what_the_compiler_points_at_stays_above_it() {
    let mut grade = failed();
    let source = format!("5 | let x = {}y;", "x + ".repeat(30));
    let points = format!("  | {}^", " ".repeat(source.len() - 6));
    grade.criteria[0].detail = Some(format!("{source}\n{points}"));
    let text = report(&[grade], 80);
    let lines: Vec<_> = text.lines().collect();
    let pointing = lines.iter().position(|line| line.ends_with('^')).unwrap();
    let column = lines[pointing].find('^').unwrap();
    let above = lines[pointing - 2];
    assert_eq!(&above[column..], "y;", "{text}");
}
