//! Every example copied out, alone and offline, builds and does what its expectation says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use harness::catalog::{Example, Expectation, Program};
use harness::judge::{Status, Verdict};
use harness::trace;
use harness::trace::{Clock, LONGEST_RUN};
use predicates::prelude::*;
use tempfile::TempDir;

use crate::workspace::{self, CATALOG, GiveWay};

/// Two tests an example: copied by hand, and by `harness new` into someone else's workspace.
macro_rules! starters {
    ($($name:ident = $example:literal;)*) => {
        $(mod $name {
            #[test]
            fn copied_by_hand_does_what_is_expected_of_it() {
                super::does_what_is_expected($example, super::by_hand);
            }

            #[test]
            fn copied_by_the_harness_into_a_workspace_does_what_is_expected_of_it() {
                super::does_what_is_expected($example, super::by_the_harness);
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

/// A way to copy an example into a folder outside the repository.
type CopyOut = fn(example: &Example, outside: &Path) -> PathBuf;

fn by_hand(example: &Example, outside: &Path) -> PathBuf {
    let copy = outside.join("copy");
    fs::create_dir(&copy).unwrap();
    for entry in fs::read_dir(&example.folder).unwrap() {
        let from = entry.unwrap().path();
        let status = Command::new("cp")
            .arg("-r")
            .args([&from, &copy])
            .status()
            .unwrap();
        assert!(status.success());
    }
    copy
}

fn by_the_harness(example: &Example, outside: &Path) -> PathBuf {
    fs::write(outside.join("Cargo.toml"), "[workspace]\nmembers = []\n").unwrap();
    let copy = outside.join("deep/inside/copy");
    workspace::harness()
        .arg("new")
        .arg(&example.name)
        .arg(&copy)
        .assert()
        .success();
    copy
}

fn does_what_is_expected(name: &str, copy_out: CopyOut) {
    let outside = TempDir::new().unwrap();
    let lane = Lane::of(name);
    let build = || {
        let _lane = lane.turn();
        if name != LONGEST {
            workspace::head_start();
            workspace::step_back();
        }
        let copy = copy_out(CATALOG.example(name).unwrap(), outside.path());
        let copied = Example::read(&copy).unwrap();
        let built = lane.build(&copied, outside.path());
        (copied, built)
    };
    let (copied, built) = &thread::scope(|scope| scope.spawn(build).join()).unwrap();
    thread::scope(|scope| {
        for program in &copied.programs {
            scope.spawn(move || assert_does_what_is_expected(program, built));
        }
        lane.clean(copied);
    });
}

/// Holds a program against its expectation, given the folder it is in or why it was not built.
fn assert_does_what_is_expected(program: &Program, built: &Result<PathBuf, String>) {
    match &program.expectation {
        Expectation::CompileError { code } => {
            assert!(
                built
                    .as_ref()
                    .unwrap_err()
                    .contains(&format!("error[{code}]"))
            );
        }
        Expectation::Run(expected) => {
            let executable = built.as_ref().unwrap().join(&program.name);
            let command = trace::Command::new(executable);
            let clock = Clock::default();
            let trace = trace::run(&command, clock, LONGEST_RUN, &false.into(), |_| ()).unwrap();
            let verdict = Verdict::on_run(expected, &trace);
            assert_eq!(verdict.status(), Status::Passed, "{verdict:?}");
        }
    }
}

/// The example that runs longest.
const LONGEST: &str = "ex6-cpu-and-io";

/// Where copies are built one after another, so that they share what they depend on.
struct Lane {
    target: PathBuf,
    turns: &'static Mutex<()>,
}

impl Lane {
    fn of(example: &str) -> Self {
        static TURNS: Mutex<()> = Mutex::new(());
        static FAST_TURNS: [Mutex<()>; 2] = [const { Mutex::new(()) }; 2];
        static FAST: AtomicUsize = AtomicUsize::new(0);
        if example == LONGEST {
            // Two copies, two fast lanes: all tests would wait for them in the end.
            let number = FAST.fetch_add(1, Ordering::Relaxed);
            let target = workspace::target(&format!("fast-starters-{number}"));
            Self {
                target,
                turns: &FAST_TURNS[number],
            }
        } else {
            Self {
                target: workspace::target("starters"),
                turns: &TURNS,
            }
        }
    }

    /// Builds a copy without the network: the folder with its executables, or what the compiler
    /// says. The executables are taken out of the lane, where the next copy may have the same.
    fn build(&self, copy: &Example, outside: &Path) -> Result<PathBuf, String> {
        let cargo = self.cargo(&["build"], copy);
        if !cargo.status.success() {
            return Err(String::from_utf8(cargo.stderr).unwrap());
        }
        let executables = outside.join("executables");
        fs::create_dir(&executables).unwrap();
        for program in &copy.programs {
            let executable = self.target.join("debug").join(&program.name);
            // Not with `fs::copy`: what another thread starts at this moment would inherit the file,
            // open for writing, and until it is closed the system does not run it.
            assert!(
                Command::new("cp")
                    .args([&executable, &executables])
                    .status()
                    .unwrap()
                    .success()
            );
        }
        Ok(executables)
    }

    /// Takes out what was built of a copy: no other copy, being another package, can use it.
    fn clean(&self, copy: &Example) {
        let _turn = self.turn();
        assert!(
            self.cargo(&["clean", "--package", &copy.name], copy)
                .status
                .success()
        );
    }

    fn turn(&self) -> MutexGuard<'static, ()> {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn cargo(&self, arguments: &[&str], copy: &Example) -> Output {
        Command::new("cargo")
            .args(arguments)
            .arg("--offline")
            .current_dir(&copy.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            // What only a debugger needs takes half of the time that a small program takes to build.
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .output()
            .unwrap()
    }
}

#[test]
fn a_copy_holds_the_same_files_and_is_a_workspace_of_its_own() {
    let _turn = GiveWay::begin();
    for example in &CATALOG.examples {
        let outside = TempDir::new().unwrap();
        let copy = by_the_harness(example, outside.path());
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
    let _turn = GiveWay::begin();
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
    let _turn = GiveWay::begin();
    let folder = TempDir::new().unwrap();
    let mut new = workspace::harness();
    new.args(["new", "ex6-awaiting"]).arg(folder.path());
    new.assert()
        .success()
        .stdout(predicate::str::contains("ex6-cpu-and-io is now in"));
}

#[test]
fn nothing_is_overwritten() {
    let _turn = GiveWay::begin();
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
    let _turn = GiveWay::begin();
    let folder = TempDir::new().unwrap();
    let mut new = workspace::harness();
    new.args(["new", "ex4-synchronous"]).arg(folder.path());
    new.assert()
        .success()
        .stdout(predicate::str::contains("ex4-synchronous is now in"));
    assert!(folder.path().join("src/main.rs").is_file());
}
