//! What must not compile, and the compiler's very words about it.

use std::fs;
use std::path::{Path, PathBuf};

use harness::catalog::Expectation;

use crate::workspace::{CATALOG, GiveWay};

/// The sources of the examples that must not compile.
fn must_not_compile() -> impl Iterator<Item = PathBuf> {
    let rejected = CATALOG
        .programs()
        .filter(|program| matches!(program.expectation, Expectation::CompileError { .. }));
    // As seen from this package: it is how the snapshots name them.
    let crates = Path::new("../crates");
    rejected.map(|program| crates.join(&program.name).join("src/main.rs"))
}

/// ex5, and the other errors that everyone new to async Rust meets.
#[test]
fn await_outside_async_and_its_like_do_not_compile() {
    let _turn = GiveWay::begin();
    let cases = trybuild::TestCases::new();
    for source in must_not_compile() {
        cases.compile_fail(source);
    }
    cases.compile_fail("ui/*.rs");
}

/// Where the compiler points into the standard library, it shows source lines only if those
/// are installed (`rust-src`), and the snapshot would hold on one machine and not on the next.
#[test]
fn no_snapshot_points_into_the_standard_library() {
    let ui = fs::read_dir(CATALOG.root.join("tests/ui")).unwrap();
    let examples = must_not_compile().map(|source| source.with_extension("stderr"));
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
    for entry in fs::read_dir(CATALOG.root.join("tests/ui")).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().unwrap() == "rs" {
            let source = fs::read_to_string(&file).unwrap();
            assert!(source.starts_with("// The fix: "), "{}", file.display());
        }
    }
}
