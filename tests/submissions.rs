//! What students hand in, each with the grade that it must get.
//!
//! The first line of each file in `submissions/` says it: the status, the points, and the diagnosis. Where
//! it depends on the machine, it says so: `hang or crash` if the one limit or the other is reached first,
//! `passed or inconclusive` if waits cannot be skipped, so that whoever gets no core is late.
//! The line that the diagnosis must name ends in `//~`; if there is none, the diagnosis names no line
//! or it does not matter which.
//!
//! ```text
//! //@ failed, 1 point, blocking
//! ```

use std::fs;
use std::path::{Path, PathBuf};

use harness::build::dirs::BuildDirs;
use harness::grade::{self, Exercise, Grade, Options};
use harness::judge::DiagnosisKind;

use crate::traced::begin;
use crate::workspace::CATALOG;

/// What a submission must get.
pub struct Expected {
    status: String,
    scores: Vec<f64>,
    diagnosis: String,
    line: Option<u32>,
    /// What must be said of it, one or the other.
    pub words: Option<String>,
}

impl Expected {
    /// Reads it from a source, or from a text in a folder that has no source with it.
    pub fn read(path: &Path) -> Self {
        let files = [
            path.to_owned(),
            path.join("expect.txt"),
            path.join("src/main.rs"),
        ];
        let file = files.iter().find(|file| file.is_file()).unwrap();
        let source = String::from_utf8_lossy(&fs::read(file).unwrap()).into_owned();
        let (first, _) = source.split_once('\n').unwrap();
        let words: Vec<&str> = first
            .strip_prefix("//@ ")
            .unwrap_or_else(|| panic!("{} does not begin with its grade", path.display()))
            .split(", ")
            .collect();
        let [status, points, diagnosis] = words[..] else {
            panic!("{}: {first}", path.display())
        };
        let points = points
            .trim_end_matches(" points")
            .trim_end_matches(" point");
        let scores = points.split(" or ").map(|points| points.parse().unwrap());
        let marked = source.lines().position(|line| line.ends_with("//~"));
        Self {
            status: status.to_owned(),
            scores: scores.collect(),
            diagnosis: diagnosis.to_owned(),
            line: marked.map(|line| line as u32 + 1),
            words: source
                .lines()
                .find_map(|line| line.strip_prefix("//= "))
                .map(str::to_owned),
        }
    }

    /// What is not as it must be.
    pub fn differs(&self, grade: &Grade) -> Option<String> {
        let diagnosis = grade.diagnosis.as_ref();
        let kind = diagnosis.map_or("none".to_owned(), |one| one.kind.to_string());
        let file = Path::new(&grade.submission).file_name().unwrap();
        let site = diagnosis.and_then(|one| one.site.as_ref());
        let own = site.filter(|site| *site.file == *file || site.file == "src/main.rs");
        let line = own.map(|site| site.line);
        let says = |expected: &str, found: &str| expected.split(" or ").any(|one| one == found);
        let is_same = says(&self.status, &grade.status.to_string())
            && grade
                .score
                .is_some_and(|score| self.scores.contains(&score))
            && says(&self.diagnosis, &kind)
            && (self.line.is_none() || self.line == line);
        (!is_same).then(|| {
            format!(
                "{}: expected {}, {:?}, {}, line {:?}, found line {line:?} in {grade:#?}",
                grade.submission, self.status, self.scores, self.diagnosis, self.line
            )
        })
    }
}

/// One submission of each kind, as ex1, but for those that compute until an end is made of them.
const SAMPLE: [(&str, DiagnosisKind); 10] = [
    ("spawned-then-awaited.rs", DiagnosisKind::Concurrent),
    ("awaited-in-a-loop.rs", DiagnosisKind::Sequential),
    (
        "a-thread-sleep-two-functions-deep.rs",
        DiagnosisKind::Blocking,
    ),
    ("no-async-at-all.rs", DiagnosisKind::Synchronous),
    ("spawn-blocking-for-each.rs", DiagnosisKind::Offloaded),
    ("futures-never-awaited.rs", DiagnosisKind::NoWait),
    ("a-sender-kept-alive.rs", DiagnosisKind::Deadlock),
    ("a-task-that-panics.rs", DiagnosisKind::Crash),
    ("other-words.rs", DiagnosisKind::WrongOutput),
    ("await-outside-async.rs", DiagnosisKind::DoesNotBuild),
];

/// Grades files in a folder, and holds each grade against what the file says.
fn are_graded_as_they_say(name: &str, is_wanted: impl Fn(&Path) -> bool) {
    let folder = CATALOG.root.join("tests/submissions");
    let files = fs::read_dir(folder.join(name)).unwrap();
    let files = files.map(|file| file.unwrap().path());
    let mut submissions: Vec<PathBuf> = files.filter(|file| is_wanted(file)).collect();
    submissions.sort();
    assert!(!submissions.is_empty());
    let exercise = folder.join("exercises").join(name);
    let exercise =
        Exercise::find(&folder, exercise.to_str().unwrap(), &BuildDirs::default()).unwrap();
    let options = Options::default();
    let grades = grade::grade(&exercise, &submissions, &options, &(), &false.into()).unwrap();
    assert_eq!(grades.len(), submissions.len());
    let wrong = submissions.iter().zip(&grades);
    let wrong: Vec<_> = wrong
        .filter_map(|(path, grade)| Expected::read(path).differs(grade))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_of_each_kind_is_graded_as_it_says() {
    let Some(_turn) = begin() else {
        return;
    };
    let folder = CATALOG.root.join("tests/submissions/ex1");
    for (file, kind) in SAMPLE {
        assert_eq!(
            Expected::read(&folder.join(file)).diagnosis,
            kind.to_string()
        );
    }
    let is_sampled = |path: &Path| SAMPLE.iter().any(|(file, _)| path.ends_with(file));
    are_graded_as_they_say("ex1", is_sampled);
}

#[test]
fn a_wait_that_is_right_by_luck_is_found_out_by_cases() {
    if let Some(_turn) = begin() {
        are_graded_as_they_say("sleeps", |_| true);
    }
}

/// All of them, exercise by exercise.
macro_rules! all {
    ($($name:ident: $exercise:literal;)*) => {
        $(#[test]
        #[ignore = "slow: dozens of submissions are compiled and run"]
        fn $name() {
            if let Some(_turn) = begin() {
                are_graded_as_they_say($exercise, |_| true);
            }
        })*
    };
}

all! {
    numbers_are_graded_as_they_say: "ex1";
    factorials_are_graded_as_they_say: "ex6";
    reports_are_graded_as_they_say: "ex7";
}
