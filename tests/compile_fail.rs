//! What must not compile, and the compiler's very words about it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use harness::catalog::Expectation;

use crate::workspace::{CATALOG, turn};

/// The package that the cases are compiled in, with no more than they use.
const PACKAGE: &str = "tests/ui";

/// The sources of the examples that must not compile.
fn must_not_compile() -> impl Iterator<Item = PathBuf> {
    let rejected = CATALOG
        .programs()
        .filter(|program| matches!(program.expectation, Expectation::CompileError { .. }));
    // As seen from the package: it is how the snapshots name them.
    let crates = Path::new("../../crates");
    rejected.map(|program| crates.join(&program.name).join("src/main.rs"))
}

/// ex5, and the other errors that everyone new to async Rust meets.
///
/// trybuild compiles its cases with all that its package depends on, and knows the package from the
/// environment. So this test runs once more, as the one test of a process of that package.
#[test]
fn await_outside_async_and_its_like_do_not_compile() {
    let package = CATALOG.root.join(PACKAGE);
    if env::var_os("CARGO_MANIFEST_DIR") == Some(package.clone().into()) {
        return cases();
    }
    let _turn = turn();
    let test = thread::current().name().unwrap().to_owned();
    let again = Command::new(env::current_exe().unwrap())
        .args(["--exact", &test, "--nocapture"])
        .env("CARGO_MANIFEST_DIR", &package)
        .current_dir(package)
        .output()
        .unwrap();
    let said = String::from_utf8(again.stdout).unwrap() + &String::from_utf8_lossy(&again.stderr);
    assert!(again.status.success(), "{said}");
    let own = fs::read_dir(CATALOG.root.join(PACKAGE).join("cases")).unwrap();
    // Each has a source and what the compiler says of it. The test itself is told of as well.
    let cases = own.count() / 2 + must_not_compile().count();
    assert_eq!(said.matches(" ... ").count(), cases + 1, "{said}");
}

fn cases() {
    let cases = trybuild::TestCases::new();
    for source in must_not_compile() {
        cases.compile_fail(source);
    }
    cases.compile_fail("cases/*.rs");
}

/// Where the compiler points into the standard library, it shows source lines only if those
/// are installed (`rust-src`), and the snapshot would hold on one machine and not on the next.
#[test]
fn no_snapshot_points_into_the_standard_library() {
    let ui = fs::read_dir(CATALOG.root.join(PACKAGE).join("cases")).unwrap();
    let package = CATALOG.root.join(PACKAGE);
    let examples = must_not_compile().map(|source| package.join(source).with_extension("stderr"));
    let files = ui.map(|entry| entry.unwrap().path()).chain(examples);
    let snapshots: Vec<_> = files
        .filter(|file| file.extension().unwrap() == "stderr")
        .collect();
    assert!(!snapshots.is_empty());
    for file in snapshots {
        let snapshot = fs::read_to_string(&file).unwrap();
        assert!(snapshot.starts_with("error"), "{}", file.display());
        assert!(!snapshot.contains("$RUST"), "{}", file.display());
    }
}

#[test]
fn every_case_says_in_its_first_line_how_to_mend_it() {
    for entry in fs::read_dir(CATALOG.root.join(PACKAGE).join("cases")).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().unwrap() == "rs" {
            let source = fs::read_to_string(&file).unwrap();
            assert!(source.starts_with("// The fix: "), "{}", file.display());
        }
    }
}
