//! Every example copied out, offline, builds and does what its expectation says.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use harness::catalog::{Example, Expectation, Program};
use harness::judge::{Status, Verdict};
use harness::trace;
use harness::trace::{Clock, LONGEST_RUN};
use predicates::prelude::*;
use tempfile::TempDir;

use crate::workspace::{self, CATALOG, folder_of_this_run, turn};

/// Two tests an example: copied by hand, and by `harness new` into someone else's workspace.
macro_rules! starters {
    ($($name:ident = $example:literal;)*) => {
        $(mod $name {
            #[test]
            fn copied_by_hand_does_what_is_expected_of_it() {
                super::does_what_is_expected($example, &super::BY_HAND);
            }

            #[test]
            #[ignore = "slow: every example is built once more"]
            fn copied_by_the_harness_into_a_workspace_does_what_is_expected_of_it() {
                super::does_what_is_expected($example, &super::BY_THE_HARNESS);
            }
        })*

        #[test]
        fn every_example_is_tried_as_a_starter() {
            let names: Vec<_> = CATALOG.examples.iter().map(|example| &example.name).collect();
            assert_eq!(names, [$($example),*]);
        }
    };
}

starters! {
    ex1 = "ex1-concurrent-tasks";
    ex2 = "ex2-await-in-turn";
    ex3 = "ex3-blocking-sleep";
    ex4 = "ex4-synchronous";
    ex5 = "ex5-await-outside-async";
    ex6 = "ex6-cpu-and-io";
    ex7 = "ex7-blocking-the-loop";
    ex8 = "ex8-yielding-to-the-loop";
}

/// Copies of all examples, outside the repository.
struct Copies {
    /// By the name of the example: what stands in the copy, and what the compiler said.
    examples: BTreeMap<String, (Example, String)>,
    /// Where their executables are.
    executables: PathBuf,
}

/// Each by itself, as whoever copies a folder has it.
static BY_HAND: LazyLock<Copies> = LazyLock::new(|| {
    let outside = TempDir::new().unwrap();
    let target = target("by-hand");
    let copies = CATALOG.examples.iter().map(|example| {
        let copy = outside.path().join(&example.name);
        assert!(copied("-r", &example.folder, &copy));
        let built = cargo(&["build"], &copy, &target);
        (
            example.name.clone(),
            (Example::read(&copy).unwrap(), said(&built)),
        )
    });
    Copies {
        examples: copies.collect(),
        executables: target.join("debug"),
    }
});

/// All in a workspace that claims what lies in its folder, built at once.
static BY_THE_HARNESS: LazyLock<Copies> = LazyLock::new(|| {
    let outside = TempDir::new().unwrap();
    let target = target("by-the-harness");
    let host = "[workspace]\nresolver = \"3\"\nmembers = [\"deep/inside/*\"]\n";
    fs::write(outside.path().join("Cargo.toml"), host).unwrap();
    let copies = CATALOG.examples.iter().map(|example| {
        let copy = outside.path().join("deep/inside").join(&example.name);
        let mut new = workspace::harness();
        new.arg("new").arg(&example.name).arg(&copy);
        new.assert().success();
        Example::read(&copy).unwrap()
    });
    let copies: Vec<Example> = copies.collect();
    let built = said(&cargo(
        &["build", "--workspace", "--keep-going"],
        outside.path(),
        &target,
    ));
    Copies {
        examples: copies
            .into_iter()
            .map(|copy| (copy.name.clone(), (copy, built.clone())))
            .collect(),
        executables: target.join("debug"),
    }
});

/// A target folder of this run's, in which all that examples depend on is built already.
fn target(name: &str) -> PathBuf {
    static DEPENDENCIES: LazyLock<PathBuf> = LazyLock::new(|| {
        let target = workspace::target("starters");
        let others = ["benches", "harness", "schemas", "tests"];
        let mut build = vec!["build", "--workspace"];
        others
            .iter()
            .for_each(|other| build.extend(["--exclude", other]));
        let built = cargo(&build, &CATALOG.root, &target);
        assert!(built.status.success(), "{}", said(&built));
        target
    });
    let target = folder_of_this_run(name);
    // Links: nothing is written to what is linked, and there is no second copy of it.
    assert!(copied("-al", &DEPENDENCIES.join("debug"), &target));
    let built = target.join("debug");
    let programs = CATALOG.programs().map(|program| &*program.name);
    // Two builds do not wait for each other, and no program is there that was not built here.
    for file in programs.chain([".cargo-lock"]) {
        let _ = fs::remove_file(built.join(file));
    }
    target
}

fn copied(how: &str, from: &Path, to: &Path) -> bool {
    let cp = Command::new("cp").arg(how).args([from, to]).status();
    cp.unwrap().success()
}

/// Cargo, without the network.
fn cargo(arguments: &[&str], folder: &Path, target: &Path) -> Output {
    Command::new("cargo")
        .args(arguments)
        .arg("--offline")
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        // What only a debugger and the next build need takes half of the time of this one.
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "0")
        .output()
        .unwrap()
}

fn said(cargo: &Output) -> String {
    String::from_utf8(cargo.stderr.clone()).unwrap()
}

fn does_what_is_expected(name: &str, copies: &Copies) {
    let _turn = turn();
    let (copied, said) = &copies.examples[name];
    for program in &copied.programs {
        assert_does_what_is_expected(program, &copies.executables.join(&program.name), said);
    }
}

/// Holds a program against its expectation; `said` is what the compiler had to say.
fn assert_does_what_is_expected(program: &Program, executable: &Path, said: &str) {
    match &program.expectation {
        Expectation::CompileError { code } => {
            assert!(said.contains(&format!("error[{code}]")), "{said}");
        }
        Expectation::Run(expected) => {
            assert!(executable.is_file(), "{said}");
            let command = trace::Command::new(executable);
            let clock = Clock::default();
            let trace = trace::run(&command, clock, LONGEST_RUN, &false.into(), |_| ()).unwrap();
            let verdict = Verdict::on_run(expected, &trace);
            assert_eq!(verdict.status(), Status::Passed, "{verdict:?}");
        }
    }
}

#[test]
fn a_copy_holds_the_same_files_and_is_a_workspace_of_its_own() {
    let _turn = turn();
    for example in &CATALOG.examples {
        let outside = TempDir::new().unwrap();
        let copy = outside.path().join("copy");
        let mut new = workspace::harness();
        new.arg("new").arg(&example.name).arg(&copy);
        new.assert().success();
        let same = Command::new("diff")
            .arg("-r")
            .args([&example.folder, &copy])
            .output()
            .unwrap();
        let differences = String::from_utf8(same.stdout).unwrap();
        let added: Vec<_> = differences
            .lines()
            .filter(|line| line.starts_with("> "))
            .collect();
        assert!(added.contains(&"> [workspace]"), "{differences}");
        assert!(
            !differences.contains("\n< ") && !differences.contains("Only in"),
            "{differences}"
        );
    }
}

#[test]
fn a_copy_where_a_workspace_claims_everything_becomes_its_member() {
    let _turn = turn();
    let host = TempDir::new().unwrap();
    let manifest =
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\nexclude = [\"crates/not-me\"]\n";
    fs::write(host.path().join("Cargo.toml"), manifest).unwrap();
    for (name, home) in [
        ("mine", "a member of"),
        ("not-me", "of its own"),
        ("../apart", "of its own"),
    ] {
        let mut new = workspace::harness();
        new.args(["new", "ex4-synchronous"])
            .arg(host.path().join("crates").join(name));
        new.assert()
            .success()
            .stdout(predicate::str::contains(home));
        let mut check = Command::new("cargo");
        check
            .args(["check", "--offline"])
            .current_dir(host.path().join("crates").join(name));
        assert!(check.output().unwrap().status.success(), "{name}");
    }
}

#[test]
fn a_program_stands_for_its_example() {
    let _turn = turn();
    let folder = TempDir::new().unwrap();
    let mut new = workspace::harness();
    new.args(["new", "ex6-awaiting"]).arg(folder.path());
    new.assert()
        .success()
        .stdout(predicate::str::contains("ex6-cpu-and-io is now in"));
}

#[test]
fn nothing_is_overwritten() {
    let _turn = turn();
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("mine.txt");
    fs::write(&file, "mine").unwrap();
    for occupied in [folder.path(), &file] {
        let mut new = workspace::harness();
        new.args(["new", "ex4-synchronous"]).arg(occupied);
        new.assert()
            .code(2)
            .stderr(predicate::str::contains("nothing is overwritten"));
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn an_empty_folder_will_do() {
    let _turn = turn();
    let folder = TempDir::new().unwrap();
    let mut new = workspace::harness();
    new.args(["new", "ex4-synchronous"]).arg(folder.path());
    new.assert()
        .success()
        .stdout(predicate::str::contains("ex4-synchronous is now in"));
    assert!(folder.path().join("src/main.rs").is_file());
}
