//! The harness outside of a checkout: with what it carries, with folders of one's own, and where it
//! builds.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::{contains, ends_with};
use serde_json::Value;
use tempfile::TempDir;

use crate::traced::begin;
use crate::workspace::{self, CATALOG, harness, turn};

/// A place of its own: an empty folder to be in, and one beside it to build in.
pub struct Outside {
    place: TempDir,
}

impl Outside {
    pub fn new() -> Self {
        let place = TempDir::new().unwrap();
        for folder in ["here", "cache", "temporary"] {
            fs::create_dir(place.path().join(folder)).unwrap();
        }
        Self { place }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// The harness, started there by a user who has set nothing but a cache.
    pub fn harness(&self, words: &[&str]) -> Command {
        let mut harness = harness();
        harness
            .args(words)
            .current_dir(self.path("here"))
            .env_remove("CARGO_TARGET_DIR")
            .env("XDG_CACHE_HOME", self.path("cache"))
            .env("TMPDIR", self.path("temporary"));
        harness
    }

    /// A copy of the example that needs no dependencies, so that it is soon built. What holds of it
    /// is 5 s of sleep in its main thread.
    pub fn copy(&self, name: &str) {
        let new = ["new", "ex4-synchronous", name];
        self.harness(&new).assert().success();
    }

    /// Replaces words in a file there.
    pub fn replace(&self, file: &str, from: &str, to: &str) {
        let file = self.path("here").join(file);
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(from), "{text}");
        fs::write(&file, text.replace(from, to)).unwrap();
    }
}

/// The names of what is in a folder.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn list_shows_what_it_shows_in_a_checkout() {
    let _turn = turn();
    let outside = Outside::new();
    let inside = harness().arg("list").output().unwrap();
    let carried = outside.harness(&["list"]).assert().success().stderr("");
    let carried = carried.get_output();
    assert_eq!(
        String::from_utf8_lossy(&carried.stdout),
        String::from_utf8_lossy(&inside.stdout)
    );
    let unpacked = names(&outside.path("cache/harness"));
    assert!(
        unpacked.len() == 1 && unpacked[0].starts_with("examples-"),
        "{unpacked:?}"
    );
    assert_eq!(names(&outside.path("here")), [""; 0]);
}

#[test]
fn examples_and_exercises_are_copied_out_inside_a_checkout_and_outside() {
    let _turn = turn();
    let outside = Outside::new();
    let inside = |name: &str| {
        let mut new = harness();
        new.args(["new", name])
            .arg(outside.path("inside").join(name));
        new.assert().success();
    };
    for (name, next) in [
        (
            "ex5-await-outside-async",
            "its README.md says how to run it\n",
        ),
        ("ex6-cpu-and-io", "its README.md says how to run it\n"),
        ("sleeps", "harness grade SUBMISSION --as sleeps\n"),
    ] {
        let new = ["new", name, name];
        outside
            .harness(&new)
            .assert()
            .success()
            .stdout(ends_with(next));
        inside(name);
        let same = std::process::Command::new("diff")
            .arg("-r")
            .args([
                outside.path("here").join(name),
                outside.path("inside").join(name),
            ])
            .output()
            .unwrap();
        assert!(same.status.success(), "{same:?}");
    }
    let copied = outside.path("here/sleeps/Cargo.toml");
    assert!(
        fs::read_to_string(&copied)
            .unwrap()
            .contains("metadata.cases")
    );
    assert_eq!(
        fs::metadata(&copied).unwrap().permissions().mode() & 0o200,
        0o200
    );
}

/// Tokio is built once for all runs of this test.
#[test]
fn what_is_carried_is_verified_in_the_folder_that_was_asked_for() {
    let Some(_turn) = begin() else {
        return;
    };
    let outside = Outside::new();
    let built = workspace::target("outside");
    let verify = ["verify", "ex1-concurrent-tasks", "ex5-await-outside-async"];
    outside
        .harness(&verify)
        .arg("--build-dir")
        .arg(&built)
        .assert()
        .success()
        .stderr("")
        .stdout(contains("event loop parked 1.0 s").and(ends_with("\n2 passed, 0 failed\n")));
    let run = outside
        .harness(&["run", "ex1-concurrent-tasks", "--format", "json"])
        .arg("--build-dir")
        .arg(&built)
        .assert()
        .success();
    let run: Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    let program = run["command"][0].as_str().unwrap();
    let inside = Path::new(program).strip_prefix(&built).unwrap();
    // What Cargo has made of the lock file is no damage.
    let lock = built
        .join(inside.components().next().unwrap())
        .join("Cargo.lock");
    let by_cargo = fs::read(&lock).unwrap();
    let mut list = outside.harness(&["list"]);
    list.env("CARGO_TARGET_DIR", &built).assert().success();
    assert_eq!(fs::read(&lock).unwrap(), by_cargo);
    let whole = fs::read(CATALOG.root.join("Cargo.lock")).unwrap();
    assert!(by_cargo.len() < whole.len());
    // What other versions of the harness have left there is used by nobody any more.
    for name in names(&built)
        .iter()
        .filter(|name| !inside.starts_with(name))
    {
        fs::remove_dir_all(built.join(name)).unwrap();
    }
    assert_eq!(names(&outside.path("cache")), [""; 0]);
}

#[test]
fn two_folders_of_one_name_are_each_held_against_what_they_say_themselves() {
    let Some(_turn) = begin() else {
        return;
    };
    let outside = Outside::new();
    for name in ["one/same", "other/same"] {
        outside.copy(name);
    }
    // This one does not do what it says.
    outside.replace("other/same/Cargo.toml", "\"5s\"", "\"7s\"");
    let verify = ["verify", "one/same", "./other/same"];
    let before = names(&outside.path("here/one/same"));
    outside
        .harness(&verify)
        .assert()
        .code(1)
        .stderr("")
        .stdout(contains("expected 7–10.5 s").and(contains("\n1 passed, 1 failed\n")));
    let after = names(&outside.path("here/one/same"));
    // Cargo's own file, as after each build.
    let made: Vec<_> = after.iter().filter(|name| !before.contains(name)).collect();
    assert_eq!(made, ["Cargo.lock"]);
    outside
        .harness(&["run", "one/same", "--format", "json"])
        .assert()
        .success()
        .stdout(contains("/cache/harness/folders/same-"));
}

#[test]
fn a_folder_of_the_checkouts_own_is_that_example() {
    let Some(_turn) = begin() else {
        return;
    };
    let outside = Outside::new();
    let folder = CATALOG.crates().join("ex4-synchronous");
    // Where it is built is where all of the checkout is.
    let expected = workspace::executable("ex4-synchronous");
    outside
        .harness(&["run", folder.to_str().unwrap(), "--format", "json"])
        .assert()
        .success()
        .stdout(contains(format!("\"{}\"", expected.display())));
    assert_eq!(names(&outside.path("cache")), [""; 0]);
}

#[test]
fn in_a_checkout_cargos_variable_and_the_option_are_meant_from_where_one_is() {
    let Some(_turn) = begin() else {
        return;
    };
    let outside = Outside::new();
    outside.copy("crates/ex4-synchronous");
    let workspace = "[workspace]\nmembers = [\"crates/ex4-synchronous\"]\n";
    fs::write(outside.path("here/Cargo.toml"), workspace).unwrap();
    let manifest = "crates/ex4-synchronous/Cargo.toml";
    outside.replace(manifest, "[workspace]\n", "");
    let verified = |option: &[&str]| {
        let mut verify = outside.harness(&["verify", "ex4-synchronous"]);
        verify
            .args(option)
            .current_dir(outside.path("here/crates"))
            .env("CARGO_TARGET_DIR", "cargos");
        verify.assert().success();
    };
    let is_built = |folder: &str| {
        let program = format!("here/{folder}/debug/ex4-synchronous");
        outside.path(&program).is_file()
    };
    verified(&["--build-dir", "asked"]);
    assert!(is_built("crates/asked") && !is_built("crates/cargos"));
    verified(&[]);
    assert!(is_built("crates/cargos"));
    assert_eq!(
        names(&outside.path("here")),
        ["Cargo.lock", "Cargo.toml", "crates"]
    );
}

#[test]
fn nothing_is_built_beside_a_folder_that_submissions_are_held_against() {
    let Some(_turn) = begin() else {
        return;
    };
    let outside = Outside::new();
    outside.copy("exercise");
    let submission = outside.path("here/submission.rs");
    fs::rename(outside.path("here/exercise/src/main.rs"), &submission).unwrap();
    let before = names(&outside.path("here/exercise"));
    let grade = ["grade", "submission.rs", "--as", "exercise"];
    let passes = |grade: &mut Command| {
        grade.assert().success().stdout(contains("passed, 10/10"));
        assert_eq!(names(&outside.path("here/exercise")), before);
    };
    passes(&mut outside.harness(&grade));
    assert!(outside.path("cache/harness/grade").is_dir());
    // As Cargo does: seen from where one is.
    passes(outside.harness(&grade).env("CARGO_TARGET_DIR", "cargo's"));
    assert_eq!(names(&outside.path("here/cargo's")), ["grade"]);
    passes(outside.harness(&grade).args(["--build-dir", "own/deep"]));
    assert_eq!(names(&outside.path("here/own/deep")), ["grade"]);
}

#[test]
fn it_says_its_version() {
    let _turn = turn();
    let version = concat!("harness ", env!("CARGO_PKG_VERSION"), "\n");
    harness()
        .arg("--version")
        .assert()
        .success()
        .stdout(version);
}
