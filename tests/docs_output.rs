//! What README.md and `docs/` show of output is what comes out; figures may be others.

use std::collections::BTreeMap;
use std::fs;
use std::thread;
use std::time::Duration;

use harness::trace;
use serde_json::Value;

use crate::docs_commands::{EX3_AS_EX1, JSON, RUN_EX7, VERIFY, printed};
use crate::pages;
use crate::traced::can_trace;
use crate::workspace::{self, CATALOG};

/// Fails if what it is given is not what comes out.
type Check = fn(&str);

/// What each block of text is held against, by how it begins.
const SHOWN: [(&str, Check); 6] = [
    ("                      0 s   1 s ", is_drawn_again),
    ("ex2-await-in-turn   event loop", are_the_reasons),
    ("program                  expected", is_the_table),
    ("   0.001 s   Beat 0\n", is_part_of_the_run),
    ("crates/ex3-blocking-sleep as ex1", is_the_grade),
    ("catalog ───► build ", is_in_the_map_of_the_harness),
];

#[test]
fn every_block_of_text_is_what_comes_out() {
    let texts: Vec<_> = pages::users()
        .flat_map(|page| page.blocks("text"))
        .collect();
    for (beginning, _) in SHOWN {
        let is_it = |text: &&str| text.starts_with(beginning);
        assert!(texts.iter().any(is_it), "no page has {beginning}");
    }
    thread::scope(|scope| {
        for text in texts {
            let held = SHOWN
                .iter()
                .find(|(beginning, _)| text.starts_with(beginning));
            let (_, against) = held.unwrap_or_else(|| {
                panic!("expected a line in the list of tests/docs_output.rs for this:\n{text}")
            });
            scope.spawn(move || against(text));
        }
    });
}

#[test]
fn there_are_no_blocks_but_those_that_are_tested() {
    for page in pages::users() {
        for block in &page.blocks {
            let is_tested = ["sh", "text", "toml", "rust"].contains(&&*block.language);
            assert!(is_tested, "{}: {}", page.path.display(), block.text);
        }
    }
}

fn without_figures(text: &str) -> String {
    text.replace(|c: char| c.is_ascii_digit(), "0")
}

/// The picture is drawn from runs: a column of six characters a second, in which stands what is
/// printed in that second.
fn is_drawn_again(shown: &str) {
    let mut picture = format!("{:22}0 s   1 s   2 s   3 s   4 s   5 s\n", "");
    let programs = [
        "ex1-concurrent-tasks",
        "ex2-await-in-turn",
        "ex3-blocking-sleep",
        "ex4-synchronous",
    ];
    for program in programs {
        picture += &format!("{program:22}{}\n", row(program));
    }
    assert_eq!(shown, picture);
}

fn row(program: &str) -> String {
    let command = trace::Command::new(workspace::executable(program));
    let clock = trace::Clock::default();
    let trace = trace::run(&command, clock, trace::LONGEST_RUN, &false.into(), |_| ()).unwrap();
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

fn is_the_table(shown: &str) {
    if can_trace() {
        assert_eq!(without_figures(shown), without_figures(&printed(VERIFY)));
    }
}

/// Each line is a program and its reason, which stands in the last column of the table.
fn are_the_reasons(shown: &str) {
    if !can_trace() {
        return;
    }
    let table = printed(VERIFY);
    let column = table.lines().next().unwrap().find("why").unwrap();
    let mut reasons: Vec<String> = Vec::new();
    for line in table.lines() {
        let is_more = line.starts_with(' ');
        // Not all of a row is ASCII.
        let why: String = line.chars().skip(column).collect();
        match reasons.last_mut().filter(|_| is_more) {
            Some(reason) => *reason += &format!(" {why}"),
            None => reasons.push(format!("{} {why}", line.split(' ').next().unwrap())),
        }
    }
    for line in shown.lines() {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(reasons.contains(&line), "no {line} in {reasons:#?}");
    }
}

/// From the lines that it printed to the first place where it waited.
fn is_part_of_the_run(shown: &str) {
    if !can_trace() {
        return;
    }
    // A column more or less is the CPU time of this run.
    let text = |text: &str| without_figures(text).replace(['━', '·', '▾', ' '], "");
    let run = printed(RUN_EX7);
    assert!(text(&run).contains(&text(shown)), "no\n{shown}in\n{run}");
}

fn is_the_grade(shown: &str) {
    if can_trace() {
        let grade = printed(EX3_AS_EX1);
        assert_eq!(without_figures(shown), without_figures(&grade));
    }
}

/// But for the row that names the types.
fn is_in_the_map_of_the_harness(shown: &str) {
    let map = fs::read_to_string(CATALOG.root.join("harness/src/lib.rs")).unwrap();
    for line in shown.lines() {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_it = |own: &str| {
            let own = own.trim_start_matches("//!");
            own.split_whitespace().collect::<Vec<_>>().join(" ") == line
        };
        assert!(map.lines().any(is_it), "no {line} in harness/src/lib.rs");
    }
}

/// What a page shows of a manifest is part of one that is used.
#[test]
fn every_block_of_toml_stands_in_a_manifest() {
    let patterns = [
        "crates/*/Cargo.toml",
        "tests/submissions/exercises/*/Cargo.toml",
    ];
    let manifests: Vec<String> = patterns
        .iter()
        .flat_map(|pattern| {
            let (parent, _) = pattern.split_once("/*/").unwrap();
            let folders = fs::read_dir(CATALOG.root.join(parent)).unwrap();
            folders.map(|folder| folder.unwrap().path().join("Cargo.toml"))
        })
        .filter_map(|manifest| fs::read_to_string(manifest).ok())
        .collect();
    let mut blocks = pages::users()
        .flat_map(|page| page.blocks("toml"))
        .peekable();
    assert!(blocks.peek().is_some());
    for block in blocks {
        assert!(
            manifests.iter().any(|manifest| manifest.contains(block)),
            "{block}"
        );
    }
}

/// The lines of Rust in the pages are lines of this test.
#[test]
fn the_rust_in_the_pages_holds() {
    use harness::{Pattern, band};
    use predicates::Predicate;

    let took = Duration::from_millis(1004);
    let printed = ["Total time: 1.0017 seconds"];
    assert!(band("1s").eval(&took));
    assert!(Pattern::new("Total time: [..] seconds").matches(&printed));

    let own = include_str!("docs_output.rs");
    let mut lines = pages::users()
        .flat_map(|page| page.blocks("rust"))
        .flat_map(str::lines)
        .filter(|line| !line.is_empty())
        .peekable();
    assert!(lines.peek().is_some());
    for line in lines {
        let is_it = |own: &str| own.trim() == line;
        assert!(own.lines().any(is_it), "{line}");
    }
}

/// Each key of a run's JSON has its row, and each row is about some keys.
#[test]
fn the_keys_of_the_json_are_those_in_the_table() {
    let table = pages::the("docs/check-programs.md").table("| Keys | What they hold |");
    let mut rows: Vec<&str> = table.iter().flat_map(|row| row[0].split(", ")).collect();
    let printed = printed(JSON);
    let run: Value = serde_json::from_str(printed.lines().next().unwrap()).unwrap();
    let mut keys: Vec<&str> = run
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    rows.sort_unstable();
    keys.sort_unstable();
    assert_eq!(rows, keys);
}
