//! What README.md says holds, and every command in it that can be run is run.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Output};
use std::sync::LazyLock;
use std::thread;

use harness::catalog::Expectation;
use harness::trace;
use predicates::prelude::*;
use tempfile::TempDir;

use crate::traced::{begin, can_trace};
use crate::workspace::{self, CATALOG, turn};

static README: LazyLock<String> =
    LazyLock::new(|| fs::read_to_string(CATALOG.root.join("README.md")).unwrap());

/// The one command that is not run here: these tests are what it runs.
const OURSELVES: &str = "cargo test --workspace\n";

/// The blocks between the fences that are marked so.
fn blocks<'a>(text: &'a str, mark: &str) -> Vec<&'a str> {
    let fence = format!("```{mark}\n");
    text.split(&fence)
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect()
}

/// Runs a block of commands in the checkout, as a user would.
fn run(block: &str) -> Output {
    // Where programs are judged by the clock on the wall, they are timed.
    let _turn = (!block.contains("--clock wall")).then(turn);
    let somewhere = TempDir::new().unwrap();
    let copy = somewhere.path().join("my-program");
    let script = block
        .replace(OURSELVES, "")
        .replace("../my-program", copy.to_str().unwrap());
    Command::new("sh")
        .args(["-ec", &script])
        .current_dir(&CATALOG.root)
        .output()
        .unwrap()
}

#[test]
fn every_command_runs_and_the_table_is_as_shown() {
    let blocks = blocks(&README, "sh");
    assert!(blocks.iter().any(|block| block.contains("cargo verify\n")));
    thread::scope(|scope| {
        let runs: Vec<_> = blocks
            .iter()
            .map(|block| (block, scope.spawn(|| run(block))))
            .collect();
        for (block, run) in runs {
            let output = run.join().unwrap();
            let printed = String::from_utf8(output.stdout).unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            // On the wall clock the machine may be too busy to tell.
            let is_inconclusive = block.contains("--clock wall") && output.status.code() == Some(3);
            let is_well = output.status.success() || is_inconclusive;
            assert!(is_well, "{block}:\n{printed}\n{said}");
            if block.starts_with("cargo verify\n") && can_trace() {
                has_the_rows_of_the_readme(&printed);
            }
        }
    });
}

fn without_digits(text: &str) -> String {
    text.replace(|c: char| c.is_ascii_digit(), "0")
}

/// Every row that the README shows of the table is there; the digits may be others.
fn has_the_rows_of_the_readme(table: &str) {
    let shown = blocks(&README, "text")[1];
    assert!(shown.lines().count() >= 5, "{shown}");
    for row in without_digits(shown).lines() {
        assert!(without_digits(table).contains(row), "no {row} in\n{table}");
    }
}

#[test]
fn continuous_integration_runs_the_commands_of_the_readme() {
    let script = fs::read_to_string(CATALOG.root.join(".ci/run")).unwrap();
    assert!(README.contains(OURSELVES));
    assert!(script.lines().any(|line| line == OURSELVES.trim_end()));
}

/// The picture is drawn again from a run: a column of six characters a second, in which stands
/// what is printed in that second.
#[test]
fn the_picture_is_true_to_a_run() {
    let mut picture = format!("{:22}0 s   1 s   2 s   3 s   4 s   5 s\n", "");
    let programs = [
        "ex1-concurrent-tasks",
        "ex2-await-in-turn",
        "ex3-blocking-sleep",
        "ex4-synchronous",
    ];
    let rows = thread::scope(|scope| {
        let rows = programs.map(|program| scope.spawn(move || row(program)));
        rows.map(|row| row.join().unwrap())
    });
    for (program, row) in programs.iter().zip(rows) {
        picture += &format!("{program:22}{row}\n");
    }
    assert_eq!(blocks(&README, "text")[0], picture);
}

fn row(program: &str) -> String {
    let command = trace::Command::new(workspace::executable(program));
    let never = false.into();
    let limit = trace::LONGEST_RUN;
    let clock = trace::Clock::default();
    let trace = trace::run(&command, clock, limit, &never, |_| ()).unwrap();
    let mut seconds: BTreeMap<u64, String> = BTreeMap::new();
    for line in &trace.output.lines {
        let mark = match line.text.split_once(": ") {
            Some(("Number", number)) => number,
            Some(_) => continue,
            None => "S",
        };
        *seconds.entry(line.at.as_secs()).or_default() += mark;
    }
    let row: String = (0..=5)
        .map(|second| format!("{:6}", seconds.get(&second).map_or("", String::as_str)))
        .collect();
    row.trim_end().to_owned()
}

#[test]
fn the_reasons_are_those_of_a_run() {
    let Some(_turn) = begin() else {
        return;
    };
    for line in blocks(&README, "text")[2].lines() {
        let (program, reason) = line.split_once(' ').unwrap();
        let mut run = workspace::harness();
        run.args(["run", program]);
        run.assert()
            .success()
            .stdout(predicate::str::contains(reason.trim()));
    }
}

/// The second block of a run: what is drawn of it, and the line that it comes down to.
#[test]
fn the_drawing_is_that_of_a_run() {
    let Some(_turn) = begin() else {
        return;
    };
    let mut run = workspace::harness();
    let output = run.args(["run", "ex7-blocking"]).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let drawn = blocks(&README, "text")[3];
    assert!(drawn.contains("--> src/lib.rs:31:5"));
    // A column more or less is the CPU time of this run.
    let lanes = |text: &str| text.replace(['━', '·', '▾', ' '], "");
    assert!(
        lanes(&printed).contains(&lanes(drawn)),
        "no\n{drawn}in\n{printed}"
    );
}

/// The fifth block: what a copy of ex3 gets as ex1. The digits may be others.
#[test]
fn the_grade_is_that_of_a_run() {
    let Some(_turn) = begin() else {
        return;
    };
    let mut grade = workspace::harness();
    let words = [
        "grade",
        "crates/ex3-blocking-sleep",
        "--as",
        "ex1-concurrent-tasks",
    ];
    let output = grade.args(words).output().unwrap();
    let printed = without_digits(&String::from_utf8(output.stdout).unwrap());
    let shown = blocks(&README, "text")[4];
    assert!(shown.lines().count() >= 5, "{shown}");
    for line in without_digits(shown).lines() {
        assert!(printed.contains(line), "no {line} in\n{printed}");
    }
}

#[test]
fn the_exercise_of_ones_own_is_the_one_that_is_tested() {
    let manifest = CATALOG
        .root
        .join("tests/submissions/exercises/sleeps/Cargo.toml");
    let manifest = fs::read_to_string(manifest).unwrap();
    let shown = blocks(&README, "toml")[1];
    assert!(shown.contains("[[package.metadata.cases]]"));
    assert!(manifest.ends_with(shown), "{shown}");
}

#[test]
fn the_times_in_the_table_of_examples_are_those_expected() {
    for program in CATALOG.programs() {
        if let Expectation::Run(run) = &program.expectation {
            let cell = format!("| {} |", run.figures.total.unwrap());
            let is_its_row = |row: &&str| row.starts_with('|') && row.contains(&program.name);
            let (_, table) = README.split_once("| Example | Takes |").unwrap();
            let row = table
                .lines()
                .find(|row| is_its_row(row) && row.contains(" s |"));
            assert!(
                row.is_some_and(|row| row.contains(&cell)),
                "{}: {row:?}",
                program.name
            );
        }
    }
}

#[test]
fn every_call_of_the_python_table_is_in_its_example() {
    let table = README.split("| Python | Rust | Where |").nth(1).unwrap();
    let rows = table.lines().skip(2).take_while(|row| row.starts_with('|'));
    let mut calls = 0;
    for row in rows {
        let cells: Vec<_> = row.split(" | ").collect();
        let (rust, example) = (cells[1], cells[2].trim_end_matches(" |"));
        let call = rust
            .trim_matches('`')
            .trim_start_matches("for task in tasks { ");
        let name = call
            .split(['(', ';'])
            .next()
            .unwrap()
            .rsplit("::")
            .next()
            .unwrap();
        let sources = sources_of(example);
        assert!(
            predicate::str::contains(name).eval(&sources),
            "{example} has no {name}"
        );
        calls += 1;
    }
    assert_eq!(calls, 7);
}

fn sources_of(beginning: &str) -> String {
    let example = CATALOG
        .examples
        .iter()
        .find(|one| one.name.starts_with(beginning))
        .unwrap();
    let print = ["-name", "*.rs", "-exec", "cat", "{}", ";"];
    let output = Command::new("find")
        .arg(&example.folder)
        .args(print)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_link_leads_somewhere() {
    let targets = README
        .split("](")
        .skip(1)
        .map(|rest| rest.split(')').next().unwrap());
    let local: Vec<_> = targets
        .filter(|target| !target.starts_with("https://"))
        .collect();
    assert!(!local.is_empty());
    for target in local {
        assert!(CATALOG.root.join(target).exists(), "{target}");
    }
}
