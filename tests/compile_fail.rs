//! What must not compile, and the compiler's very words about it.

use std::fs;

use crate::workspace::{CATALOG, GiveWay};

/// ex5, and the other errors that everyone new to async Rust meets.
#[test]
fn await_outside_async_and_its_like_do_not_compile() {
    let _turn = GiveWay::begin();
    let cases = trybuild::TestCases::new();
    cases.compile_fail("../crates/ex5-await-outside-async/src/main.rs");
    cases.compile_fail("ui/*.rs");
}

/// Where the compiler points into the standard library, it shows source lines only if those
/// are installed (`rust-src`), and the snapshot would hold on one machine and not on the next.
#[test]
fn no_snapshot_points_into_the_standard_library() {
    let ui = fs::read_dir(CATALOG.root.join("tests/ui")).unwrap();
    let ex5 = CATALOG
        .root
        .join("crates/ex5-await-outside-async/src/main.stderr");
    let files = ui.map(|entry| entry.unwrap().path()).chain([ex5]);
    let snapshots: Vec<_> = files
        .filter(|file| file.extension().unwrap() == "stderr")
        .collect();
    assert_eq!(snapshots.len(), 6);
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
            assert!(source.starts_with("// The mend: "), "{}", file.display());
        }
    }
}
