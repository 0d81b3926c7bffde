//! The harness outside of a checkout, where something is in the way: a folder that is none of an
//! example, a place that cannot be written, a disk that is full.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};

use harness::build::dirs::BuildDirs;
use harness::grade::{self, Exercise, Options};
use predicates::prelude::*;
use predicates::str::{contains, ends_with};

use crate::outside::{Outside, names};
use crate::traced::begin;
use crate::workspace::{self, CATALOG, turn};

#[test]
fn somebody_elses_workspace_is_no_checkout() {
    let _turn = turn();
    let outside = Outside::new();
    let own = outside.path("here/crates/own");
    fs::create_dir_all(&own).unwrap();
    fs::write(own.join("Cargo.toml"), "[package]\nname = \"own\"\n").unwrap();
    let workspace = "[workspace]\nmembers = [\"crates/*\"]\n";
    fs::write(outside.path("here/Cargo.toml"), workspace).unwrap();
    outside
        .harness(&["list"])
        .assert()
        .success()
        .stdout(contains("ex4-synchronous"));
}

#[test]
fn where_the_cache_cannot_be_written_a_temporary_folder_is_named() {
    let _turn = turn();
    let outside = Outside::new();
    fs::write(outside.path("file"), "").unwrap();
    let list = || {
        let mut list = outside.harness(&["list"]);
        list.env("XDG_CACHE_HOME", outside.path("file"));
        list
    };
    let user = rustix::process::geteuid().as_raw();
    let temporary = outside.path("temporary").join(format!("harness-{user}"));
    let note = format!(
        "note: cannot build in {0}/harness: {0} is no folder; building in {1} instead, --build-dir \
         names another folder\n",
        outside.path("file").display(),
        temporary.display()
    );
    for _ in 0..2 {
        list().assert().success().stderr(note.clone());
    }
    let mode = || fs::metadata(&temporary).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(), 0o700);
    // What others may have put there is not run.
    fs::set_permissions(&temporary, Permissions::from_mode(0o777)).unwrap();
    list()
        .assert()
        .code(2)
        .stderr(contains("others can write there; name a folder"));
    let mut neither = outside.harness(&["list"]);
    neither.env_remove("HOME").env("XDG_CACHE_HOME", "relative");
    fs::set_permissions(&temporary, Permissions::from_mode(0o700)).unwrap();
    neither
        .assert()
        .success()
        .stderr(contains("neither XDG_CACHE_HOME nor HOME names a folder"));
}

#[test]
fn a_folder_that_cannot_be_built_leaves_the_others_their_verdicts() {
    let Some(_turn) = begin() else {
        return;
    };
    let outside = Outside::new();
    for name in ["good", "bad"] {
        outside.copy(name);
    }
    let nowhere = "[dependencies]\nnowhere = { path = \"nowhere\" }\n\n[package.metadata.expect]";
    outside.replace("bad/Cargo.toml", "[package.metadata.expect]", nowhere);
    outside
        .harness(&["verify", "bad", "good"])
        .assert()
        .code(2)
        .stdout(contains("nowhere").and(ends_with("\n1 passed, 0 failed, 1 error\n")));
}

#[test]
fn a_report_that_cannot_be_saved_is_printed() {
    let Some(_turn) = begin() else {
        return;
    };
    let outside = Outside::new();
    outside.copy("exercise");
    outside
        .harness(&["grade", "exercise", "--as", "exercise", "--output"])
        .arg("/dev/full")
        .assert()
        .code(2)
        .stdout(contains("passed, 10/10"))
        .stderr(contains("cannot write /dev/full: No space left on device"))
        .stderr(contains("the report is on standard output instead"));
}

#[test]
fn half_a_copy_is_taken_back() {
    let _turn = turn();
    let outside = Outside::new();
    outside.harness(&["list"]).assert().success();
    let [empty, link] = ["empty", "link"].map(|name| outside.path("here").join(name));
    fs::create_dir(&empty).unwrap();
    symlink(&empty, &link).unwrap();
    // No file may grow, as on a disk that is full.
    let limited = "ulimit -f 0; trap '' XFSZ; exec \"$@\"";
    for folder in ["copy", "empty", "link"] {
        let new = std::process::Command::new("sh")
            .args(["-c", limited, "sh"])
            .arg(workspace::executable("harness"))
            .args(["new", "ex4-synchronous", folder])
            .current_dir(outside.path("here"))
            .env_remove("CARGO_TARGET_DIR")
            .env("XDG_CACHE_HOME", outside.path("cache"))
            .output()
            .unwrap();
        let said = String::from_utf8(new.stderr).unwrap();
        let told = format!("cannot copy to {folder}/");
        assert!(
            said.contains(&told) && said.contains("with room for it"),
            "{said}"
        );
        assert_eq!(new.status.code(), Some(2));
    }
    // All else is as it was before.
    assert_eq!(names(&outside.path("here")), ["empty", "link"]);
    assert!(link.is_symlink() && names(&empty).is_empty());
}

#[test]
fn a_link_that_leads_nowhere_is_not_written_over() {
    let _turn = turn();
    let outside = Outside::new();
    let link = outside.path("here/link");
    symlink("nowhere", &link).unwrap();
    let new = ["new", "ex4-synchronous", "link"];
    let told = contains("link is there already");
    outside.harness(&new).assert().code(2).stderr(told);
    assert!(link.is_symlink());
}

#[test]
fn what_is_no_folder_of_an_example_is_told_what_would_be_one() {
    let _turn = turn();
    let outside = Outside::new();
    let here = outside.path("here");
    fs::create_dir(here.join("plain")).unwrap();
    fs::write(here.join("file.rs"), "fn main() {}\n").unwrap();
    outside.copy("silent");
    outside.replace("silent/Cargo.toml", "metadata.expect", "metadata.hope");
    let checkout = CATALOG.root.to_str().unwrap();
    let makes_one = "`harness new EXAMPLE DIR` makes such a folder";
    for (word, found, todo) in [
        ("plain", "found a folder without one", makes_one),
        ("./plain", "found a folder without one", makes_one),
        (".", "found a folder without one", makes_one),
        ("no/such", "found nothing", makes_one),
        ("plain/nothing", "found nothing", makes_one),
        ("file.rs", "found a file", "`harness run -- COMMAND`"),
        ("./file.rs", "found a file", "name the folder of its crate"),
        (checkout, "found a checkout with many", "`crates/`"),
        (
            "silent",
            "`[package.metadata.expect]`",
            "found none; add it",
        ),
        ("sleeps", "is an exercise", "`harness new sleeps DIR`"),
        ("sleep", "no example", "did you mean `sleeps`?"),
    ] {
        for command in ["verify", "run"] {
            outside
                .harness(&[command, word])
                .assert()
                .code(2)
                .stdout("")
                .stderr(contains(found).and(contains(todo)));
        }
        if word != "sleeps" {
            outside
                .harness(&["grade", "file.rs", "--as", word])
                .assert()
                .code(2)
                .stdout("")
                .stderr(contains(found));
        }
    }
}

#[test]
fn a_folder_that_cannot_be_built_in_is_told_with_the_way_out() {
    let _turn = turn();
    let outside = Outside::new();
    fs::write(outside.path("here/file"), "").unwrap();
    outside.copy("crates/ex4-synchronous");
    let workspace = "[workspace]\nmembers = [\"crates/*\"]\n";
    fs::write(outside.path("here/Cargo.toml"), workspace).unwrap();
    // Here is a checkout from now on.
    fs::write(outside.path("here/target"), "").unwrap();
    for (options, what) in [
        (&["--build-dir", "file"][..], "here/file is no folder"),
        (&["--build-dir", "file/inside"], "here/file is no folder"),
        (&["--build-dir", "/dev/null"], "/dev/null is no folder"),
        (&[], "here/target is no folder"),
    ] {
        let out = "name a folder that can be written with --build-dir";
        for command in [
            &["verify", "ex4-synchronous"][..],
            &["run", "ex4-synchronous"],
            &["grade", "crates/ex4-synchronous", "--as", "ex4-synchronous"],
        ] {
            outside
                .harness(command)
                .args(options)
                .assert()
                .code(2)
                .stdout("")
                .stderr(contains(what).and(contains(out)));
        }
    }
    outside
        .harness(&["run", "--build-dir", "built", "--", "true"])
        .assert()
        .code(2)
        .stderr(contains("cannot be used with"));
}

#[test]
fn a_submission_that_vanishes_costs_the_others_nothing() {
    let Some(_turn) = begin() else {
        return;
    };
    let outside = Outside::new();
    outside.copy("exercise");
    let dirs = BuildDirs::new(Some(&outside.path("cache")));
    let here = outside.path("here");
    let exercise = Exercise::find(&here, "exercise", &dirs).unwrap();
    let submissions = ["gone.rs", "exercise"].map(|name| here.join(name));
    let options = Options::default();
    let grades = grade::grade(&exercise, &submissions, &options, &(), &false.into());
    let [gone, there] = &grades.unwrap()[..] else {
        panic!("two were handed in")
    };
    let why = &gone.criteria[0].message;
    assert!(
        gone.score.is_none() && why.contains("gone.rs: No such file"),
        "{why}"
    );
    assert_eq!(there.score, Some(10.0));
}
