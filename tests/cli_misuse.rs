//! The harness's command line badly used, and in checkouts that are not as they should be.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

use crate::workspace::{harness, turn};

#[test]
fn a_program_that_cannot_start_is_named_with_the_reason() {
    let _turn = turn();
    for (program, reason) in [
        ("/no/such/program", "No such file or directory (os error 2)"),
        ("/", "Permission denied (os error 13)"),
    ] {
        let mut run = harness();
        let error = format!("error: cannot start `{program}`: {reason}\n");
        run.args(["run", "--", program])
            .assert()
            .code(2)
            .stdout("")
            .stderr(error);
    }
}

#[test]
fn an_unknown_name_gets_the_nearest_one() {
    let _turn = turn();
    for command in [&["run", "ex6-waiting"][..], &["verify", "ex6-waiting"]] {
        harness()
            .args(command)
            .assert()
            .code(2)
            .stdout("")
            .stderr(contains(
                "error: no example or program is called `ex6-waiting`",
            ))
            .stderr(contains("did you mean `ex6-awaiting`?"));
    }
    let mut new = harness();
    new.args(["new", "ex4", "never"])
        .assert()
        .code(2)
        .stderr(contains("`ex4-synchronous`?"));
}

#[test]
fn wrong_usage_shows_the_right_one() {
    let _turn = turn();
    for arguments in [
        &[][..],
        &["run"],
        &["run", "--"],
        &["verfy"],
        &["run", "a", "--", "b"],
    ] {
        harness()
            .args(arguments)
            .assert()
            .code(2)
            .stderr(contains("Usage: harness"));
    }
    harness().arg("verfy").assert().stderr(contains("'verify'"));
    harness()
        .args(["run", "ex1-concurrent-tasks", "--format", "xml"])
        .assert()
        .code(2)
        .stderr(contains("possible values: text, json"));
}

#[test]
fn without_cargo_it_says_where_to_get_it() {
    let _turn = turn();
    let mut verify = harness();
    verify
        .args(["verify", "ex4-synchronous"])
        .env("PATH", "/nowhere")
        .env_remove("CARGO");
    verify
        .assert()
        .code(2)
        .stderr(contains("cannot start `cargo`").and(contains("rustup.rs")));
}

/// A checkout that holds a copy of ex4, for a test to spoil.
///
/// What is verified in it goes by the virtual clock: these tests give way to all others.
fn spoiled(spoil: impl FnOnce(&Path)) -> (TempDir, Command) {
    let checkout = TempDir::new().unwrap();
    let root = checkout.path().join("Cargo.toml");
    fs::write(root, "[workspace]\nmembers = [\"crates/*\"]\n").unwrap();
    let example = checkout.path().join("crates/ex4-synchronous");
    harness()
        .args(["new", "ex4-synchronous"])
        .arg(&example)
        .assert()
        .success();
    spoil(&example);
    let mut command = harness();
    command.current_dir(&checkout);
    (checkout, command)
}

#[test]
fn a_malformed_manifest_is_shown_at_the_place() {
    let _turn = turn();
    let (_checkout, mut list) = spoiled(|example| {
        let manifest = example.join("Cargo.toml");
        let text = fs::read_to_string(&manifest)
            .unwrap()
            .replace("\"5s\"", "\"five\"");
        fs::write(&manifest, text).unwrap();
    });
    list.arg("list").assert().code(2).stderr(
        contains("crates/ex4-synchronous/Cargo.toml")
            .and(contains("expected seconds such as \"1s\""))
            .and(contains("found \"five\"")),
    );
}

#[test]
fn a_missing_expected_output_is_named() {
    let _turn = turn();
    let (_checkout, mut verify) =
        spoiled(|example| fs::remove_file(example.join("expected.txt")).unwrap());
    verify
        .args(["verify", "--clock", "virtual"])
        .assert()
        .code(2)
        .stderr(
            contains("ex4-synchronous/expected.txt").and(contains("what the program must print")),
        );
}

#[test]
fn what_cargo_cannot_build_is_told_in_its_own_words() {
    let _turn = turn();
    let (_checkout, mut verify) = spoiled(|example| {
        let root = example.join("../../Cargo.toml");
        fs::write(root, "[workspace]\nmembers = [\"nowhere\"]\n").unwrap();
    });
    verify
        .args(["verify", "--clock", "virtual"])
        .assert()
        .code(2)
        .stderr(contains("cargo could not build").and(contains("nowhere")));
}

#[test]
fn one_example_that_cannot_be_read_leaves_the_others_their_verdicts() {
    let _turn = turn();
    let (_checkout, mut verify) = spoiled(|example| {
        fs::create_dir(example.join("../stray")).unwrap();
        fs::write(
            example.join("../stray/Cargo.toml"),
            "[package]\nname = \"stray\"\n",
        )
        .unwrap();
        let root = example.join("../../Cargo.toml");
        fs::write(
            root,
            "[workspace]\nmembers = [\"crates/ex4-synchronous\"]\n",
        )
        .unwrap();
    });
    let broken = contains("stray/Cargo.toml").and(contains("missing field `description`"));
    verify
        .args(["verify", "--clock", "virtual"])
        .assert()
        .code(2)
        .stderr(broken)
        .stdout(contains("\n1 passed, 0 failed\n"));
}

#[test]
fn a_dependency_that_does_not_compile_is_not_the_programs_fault() {
    let _turn = turn();
    let (_checkout, mut verify) = spoiled(|example| {
        let dependency = example.join("../../dependency");
        fs::create_dir_all(dependency.join("src")).unwrap();
        fs::write(dependency.join("src/lib.rs"), "fn missing() { nothing }\n").unwrap();
        fs::write(
            dependency.join("Cargo.toml"),
            "[package]\nname = \"dependency\"\n",
        )
        .unwrap();
        let manifest = example.join("Cargo.toml");
        let text = fs::read_to_string(&manifest).unwrap();
        let dependencies = "\n[dependencies]\ndependency = { path = \"../../dependency\" }\n";
        fs::write(&manifest, text + dependencies).unwrap();
    });
    verify
        .args(["verify", "--clock", "virtual"])
        .assert()
        .code(2)
        .stdout(contains("builds: error, error[E0425]"));
}

#[test]
fn a_build_script_that_fails_is_told_and_leaves_the_others_their_verdicts() {
    let _turn = turn();
    let (_checkout, mut verify) = spoiled(|example| {
        let other = example.with_file_name("other");
        harness()
            .args(["new", "ex4-synchronous"])
            .arg(&other)
            .assert()
            .success();
        let manifest = fs::read_to_string(other.join("Cargo.toml")).unwrap();
        fs::write(
            other.join("Cargo.toml"),
            manifest.replace("ex4-synchronous", "other"),
        )
        .unwrap();
        fs::write(
            other.join("build.rs"),
            "fn main() { panic!(\"no luck today\") }\n",
        )
        .unwrap();
    });
    verify
        .args(["verify", "--clock", "virtual"])
        .assert()
        .code(2)
        .stdout(
            predicate::str::is_match("ex4-synchronous .* passed")
                .unwrap()
                .and(contains("other error"))
                .and(contains("no luck today")),
        );
}
