//! What the pages say that can be told from the files alone: links, tables, versions, sizes.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use harness::catalog::Expectation;
use harness::grade::{Limit, Options};
use predicates::prelude::*;
use toml::Table;

use crate::docs_commands::OURSELVES;
use crate::pages::{self, PAGES, README};
use crate::workspace::{self, CATALOG};

fn read(file: &str) -> String {
    let text = fs::read_to_string(CATALOG.root.join(file));
    text.unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn the_readme_has_at_most_200_lines() {
    let lines = README.text.lines().count();
    assert!(
        lines <= 200,
        "it has {lines}; what is more belongs in docs/"
    );
}

#[test]
fn every_link_and_anchor_leads_somewhere() {
    let mut wrong = Vec::new();
    let mut local = 0;
    for page in PAGES.iter() {
        let folder = page.path.parent().unwrap();
        for link in page
            .links
            .iter()
            .filter(|link| !link.starts_with("https://"))
        {
            local += 1;
            let (file, anchor) = match link.split_once('#') {
                Some((file, anchor)) => (file, Some(anchor)),
                None => (&**link, None),
            };
            let target = match file {
                "" => CATALOG.root.join(&page.path),
                file => CATALOG.root.join(folder).join(file),
            };
            let target = target.canonicalize().unwrap_or(target);
            let has = |anchor: &str| {
                let is_it = |page: &&pages::Page| CATALOG.root.join(&page.path) == target;
                let page = PAGES.iter().find(is_it);
                page.is_some_and(|page| page.anchors.iter().any(|own| own == anchor))
            };
            if !target.exists() || !anchor.is_none_or(has) {
                wrong.push(format!("{}: {link}", page.path.display()));
            }
        }
    }
    assert!(local > 0 && wrong.is_empty(), "{wrong:#?}");
}

/// Between backticks, too, a page names only files that are there.
#[test]
fn every_file_that_is_named_is_there() {
    let folders = [
        ".ci/", ".github/", "crates/", "docs/", "benches/", "graders/", "harness/", "schemas/",
        "tests/",
    ];
    let is_path = |code: &&str| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "./-_".contains(c);
        folders.iter().any(|folder| code.starts_with(folder)) && code.chars().all(is_plain)
    };
    // The changelog also tells of what was.
    let pages = PAGES
        .iter()
        .filter(|page| page.path != Path::new("CHANGELOG.md"));
    let mut named = 0;
    for page in pages {
        for path in page.text.split('`').skip(1).step_by(2).filter(is_path) {
            named += 1;
            let is_there = CATALOG.root.join(path).exists();
            // It is where a platform looks for it in the students' own repository.
            let is_elsewhere = path == ".github/workflows/grade.yml";
            assert!(is_there || is_elsewhere, "{}: {path}", page.path.display());
        }
    }
    assert!(named > 0);
}

/// A picture says in words what there is to see, for those who do not see it.
#[test]
fn every_picture_has_words() {
    assert!(README.text.contains("![") && !README.text.contains("![]("));
}

#[test]
fn the_newest_version_in_the_changelog_is_that_of_the_harness() {
    let manifest: Table = read("harness/Cargo.toml").parse().unwrap();
    let version = manifest["package"]["version"].as_str().unwrap();
    let changelog = &pages::the("CHANGELOG.md").text;
    let versions: Vec<&str> = changelog
        .lines()
        .filter_map(|line| line.strip_prefix("## [")?.split(']').next())
        .collect();
    assert_eq!(versions[..2], ["Unreleased", version]);
}

/// The script that decides whether a change may land runs what the README says, and the workflow
/// runs that script.
#[test]
fn continuous_integration_runs_the_commands_of_the_readme() {
    assert!(README.text.contains(OURSELVES));
    let script = read(".ci/run");
    assert!(
        script
            .lines()
            .any(|line| line.starts_with(OURSELVES.trim_end()))
    );
    assert!(read(".github/workflows/ci.yml").contains("bash .ci/run\n"));
}

#[test]
fn the_times_in_the_table_of_examples_are_those_expected() {
    let table = README.table("| Example | Takes | What it shows |");
    for program in CATALOG.programs() {
        if let Expectation::Run(run) = &program.expectation {
            let takes = run.figures.total.unwrap().to_string();
            let is_its_row =
                |row: &&Vec<String>| row[0].contains(&program.name) && !row[1].is_empty();
            let row = table.iter().find(is_its_row);
            assert_eq!(row.map(|row| &row[1]), Some(&takes), "{}", program.name);
        }
    }
}

#[test]
fn every_call_of_the_python_table_is_in_its_example() {
    let table = pages::the("docs/learn.md").table("| Python | Rust | Where |");
    for row in &table {
        let [_, rust, example] = &row[..] else {
            panic!("{row:?}");
        };
        let call = rust.trim_start_matches("for task in tasks { ");
        let path = call.split(['(', ';']).next().unwrap();
        let name = path.rsplit("::").next().unwrap();
        let sources = sources_of(example);
        assert!(
            predicate::str::contains(name).eval(&sources),
            "{example} has no {name}"
        );
    }
    assert_eq!(table.len(), 7);
}

fn sources_of(beginning: &str) -> String {
    let mut examples = CATALOG.examples.iter();
    let example = examples
        .find(|one| one.name.starts_with(beginning))
        .unwrap();
    let print = ["-name", "*.rs", "-exec", "cat", "{}", ";"];
    let mut find = Command::new("find");
    let output = find.arg(&example.folder).args(print).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Each program in `tests/ui/cases` is in the table, with words that the compiler says of it.
#[test]
fn every_error_of_the_table_is_what_the_compiler_says() {
    let table = pages::the("docs/learn.md").table("| The compiler says | The program |");
    let mut shown = BTreeSet::new();
    for row in &table {
        let files = row[1].split("(../tests/ui/cases/").skip(1);
        for file in files.map(|file| file.split(')').next().unwrap()) {
            let snapshot = Path::new("tests/ui/cases")
                .join(file)
                .with_extension("stderr");
            let says = read(snapshot.to_str().unwrap()).replace('`', "");
            assert!(says.contains(&row[0]), "{}, not of {file}", row[0]);
            shown.insert(file.to_owned());
        }
    }
    let entries = fs::read_dir(CATALOG.root.join("tests/ui/cases")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let there: BTreeSet<String> = names.filter(|name| name.ends_with(".rs")).collect();
    assert_eq!(shown, there);
}

/// The figures were measured once; what they are of is what the benchmarks print.
#[test]
fn the_rows_of_what_was_measured_are_rows_of_the_benchmarks() {
    let page = pages::the("docs/how-it-works.md");
    let tracing = page.table("| What is measured | Median |");
    let grading = pages::the("docs/grade-a-class.md").table("| | time |");
    for (bench, table) in [("tracing", tracing), ("grading", grading)] {
        let source = read(&format!("benches/{bench}.rs"));
        assert!(!table.is_empty());
        for row in table {
            assert!(
                source.contains(&format!("\"{}\"", row[0])),
                "{bench}: {row:?}"
            );
        }
    }
}

#[test]
fn every_benchmark_that_is_named_is_there() {
    let manifest = read("benches/Cargo.toml");
    let named: BTreeSet<&str> = PAGES
        .iter()
        .flat_map(|page| page.text.split("--bench ").skip(1))
        .map(|rest| rest.split(['`', ' ', '\n']).next().unwrap())
        .collect();
    assert!(named.len() >= 2, "{named:?}");
    for bench in named {
        assert!(
            manifest.contains(&format!("[[bench]]\nname = \"{bench}\"")),
            "{bench}"
        );
    }
}

/// Each limit has its row, with what it is if nobody says anything.
#[test]
fn the_limits_of_the_table_are_those_of_the_harness() {
    let table = pages::the("docs/grade-a-class.md").table("| `--limit` | Default |");
    let told = "no limit".parse::<Limit>().unwrap_err().to_string();
    let names: Vec<&str> = told
        .split(['=', ' '])
        .filter(|word| is_limit(word))
        .collect();
    let rows: Vec<&str> = table.iter().map(|row| &*row[0]).collect();
    assert_eq!(rows, names);
    let defaults = Options::default();
    for row in &table {
        let mut options = Options::default();
        options.limit(format!("{}={}", row[0], row[1]).parse().unwrap());
        assert_eq!(
            (&options.run, &options.build),
            (&defaults.run, &defaults.build),
            "{row:?}"
        );
    }
}

fn is_limit(word: &str) -> bool {
    format!("{word}=1").parse::<Limit>().is_ok()
}

#[test]
fn every_format_of_grades_has_its_row() {
    let table = pages::the("docs/grade-a-class.md").table("| `--format` | What it is for |");
    let rows: BTreeSet<&str> = table.iter().flat_map(|row| row[0].split(", ")).collect();
    let help = workspace::harness()
        .args(["grade", "--help"])
        .output()
        .unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let (_, values) = help.split_once("--format").unwrap();
    let (_, values) = values.split_once("Possible values:").unwrap();
    let (values, _) = values.split_once("[default").unwrap();
    let formats: BTreeSet<&str> = values
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- ")?.split(':').next())
        .collect();
    assert_eq!(rows, formats);
}

/// Each key that a manifest may have has its row; all of them are explained where they are read.
#[test]
fn the_keys_of_the_table_are_those_that_are_read() {
    let table = pages::the("docs/check-programs.md").table("| Key | What is held against it |");
    let rows: Vec<&str> = table.iter().flat_map(|row| row[0].split(", ")).collect();
    let explained = read("harness/src/catalog.rs");
    for key in &rows {
        assert!(explained.contains(&format!("{key} = ")), "{key}");
    }
    assert_eq!(rows.len(), 9);
}
