//! Workflow commands, read back as strictly as a runner could.

use std::collections::BTreeMap;

use super::*;
use crate::report::grades::github::report;

#[derive(Debug, PartialEq)]
struct Command {
    kind: String,
    properties: BTreeMap<String, String>,
    message: String,
}

/// Reads commands; every line must be one.
fn read(report: &str) -> Vec<Command> {
    assert_unchanged_without_colours(report);
    assert!(report.ends_with('\n'));
    let lines = report.strip_suffix('\n').unwrap().split('\n');
    lines.map(command).collect()
}

fn command(line: &str) -> Command {
    let line = line.strip_prefix("::").unwrap();
    let (command, message) = line.split_once("::").unwrap();
    let (kind, properties) = command.split_once(' ').unwrap();
    let properties = properties.split(',').map(|property| {
        let (name, value) = property.split_once('=').unwrap();
        assert!(["file", "line", "title"].contains(&name), "{name}");
        assert!(!value.contains(':'), "{value}");
        let escapes = [
            ("3A", ":"),
            ("2C", ","),
            ("0D", "\r"),
            ("0A", "\n"),
            ("25", "%"),
        ];
        (name.to_owned(), unescaped(value, &escapes))
    });
    Command {
        kind: kind.to_owned(),
        properties: properties.collect(),
        message: unescaped(message, &[("0D", "\r"), ("0A", "\n"), ("25", "%")]),
    }
}

fn unescaped(text: &str, escapes: &[(&str, &str)]) -> String {
    assert_harmless(text);
    let mut parts = text.split('%');
    let mut unescaped = parts.next().unwrap().to_owned();
    for part in parts {
        let (code, rest) = part.split_at(2);
        let escape = escapes.iter().find(|(known, _)| *known == code);
        unescaped += escape.unwrap_or_else(|| panic!("%{code}")).1;
        unescaped += rest;
    }
    unescaped
}

fn expected(kind: &str, properties: &[(&str, &str)], message: &str) -> Command {
    let owned = |(name, value): &(&str, &str)| (name.to_string(), value.to_string());
    Command {
        kind: kind.to_owned(),
        properties: properties.iter().map(owned).collect(),
        message: message.to_owned(),
    }
}

#[test]
fn what_failed_is_an_error_at_its_line_and_each_score_a_notice() {
    let commands = read(&report(&[passed(), failed()]));
    let prints = [("title", "students/bob: prints failed")];
    let takes = [
        ("file", "students/bob/src/main.rs"),
        ("line", "12"),
        ("title", "students/bob: takes failed"),
    ];
    assert_eq!(
        commands,
        [
            expected(
                "notice",
                &[("title", "students/ada")],
                "passed, 10/10 points"
            ),
            expected("error", &prints, "prints has failed"),
            expected("error", &takes, "takes has failed"),
            expected(
                "notice",
                &[("title", "students/bob")],
                "failed, 5.5/10 points"
            ),
        ]
    );
}

#[test]
fn what_is_no_fault_of_the_students_is_a_warning_and_said_once() {
    let commands = read(&report(&[doubtful(), faulty()]));
    let takes = [
        ("file", "students/eve.rs"),
        ("title", "students/eve.rs: takes inconclusive"),
    ];
    let builds = [
        ("file", "students/joe.rs"),
        ("title", "students/joe.rs: builds error"),
    ];
    let doubt = "inconclusive, which costs no points: takes has inconclusive";
    assert_eq!(commands.len(), 4);
    assert_eq!(commands[0], expected("warning", &takes, doubt));
    assert_eq!(
        commands[2],
        expected("warning", &builds, "the disk is full")
    );
    assert!(
        commands[3]
            .message
            .starts_with("not graded, which costs no points")
    );
}

#[test]
fn a_file_is_named_from_the_folder_that_was_graded_on() {
    for (submission, expected) in [
        ("ada", "ada/src/main.rs"),
        ("ada/", "ada/src/main.rs"),
        (".", "src/main.rs"),
        ("./ada", "ada/src/main.rs"),
        ("../ada", "../ada/src/main.rs"),
        ("/home/ada", "/home/ada/src/main.rs"),
        ("./ada.rs", "ada.rs"),
    ] {
        let mut grade = failed();
        grade.submission = submission.to_owned();
        let commands = read(&report(&[grade]));
        assert_eq!(commands[1].properties["file"], expected, "{submission}");
        assert_eq!(commands[1].properties["line"], "12", "{submission}");
    }
}

#[test]
fn no_text_can_end_its_command_or_begin_another() {
    let report = report(&[hostile()]);
    assert!(report.len() < 100_000, "{}", report.len());
    let commands = read(&report);
    let kinds = commands.iter().map(|command| command.kind.as_str());
    assert!(kinds.eq(["error", "error", "warning", "error", "notice"]));
    let shown = SHOWN.replace(r"\n", "\n");
    assert_eq!(commands[0].message, format!("{shown}0"));
    assert_eq!(
        commands[0].properties["title"],
        format!("{SHOWN}: builds failed")
    );
    assert_eq!(commands[4].properties["title"], SHOWN);
}
