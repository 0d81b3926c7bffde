//! The same properties, on all committed bytes and on some that nobody has thought of.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;

/// Where the fuzz targets are.
fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz")
}

/// The names of what lies in a folder, without what stands behind their dots.
fn names_in(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    let name = |entry: PathBuf| entry.file_stem().unwrap().to_str().unwrap().to_owned();
    entries.map(|entry| name(entry.unwrap().path())).collect()
}

#[test]
fn every_target_has_a_corpus_and_a_program_and_the_other_way_round() {
    let targets: BTreeSet<String> = TARGETS.iter().map(|(name, _)| name.to_string()).collect();
    assert_eq!(names_in(&fuzz().join("corpus")), targets);
    assert_eq!(names_in(&fuzz().join("fuzz_targets")), targets);
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let bins = manifest["bin"].as_array().unwrap();
    let bins = bins
        .iter()
        .map(|bin| bin["name"].as_str().unwrap().to_owned());
    assert_eq!(bins.collect::<BTreeSet<_>>(), targets);
}

#[test]
fn what_is_committed_holds() {
    for (name, target) in TARGETS {
        let folder = fuzz().join("corpus").join(name);
        let files: Vec<_> = fs::read_dir(folder).unwrap().collect();
        assert!(files.len() >= 3, "{name} has a corpus");
        for file in files {
            let path = file.unwrap().path();
            let outcome = std::panic::catch_unwind(|| target(&fs::read(&path).unwrap()));
            assert!(outcome.is_ok(), "{}", path.display());
        }
    }
}

/// Text of these pieces, in any order and number, and now and then of any characters.
fn text_of(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => prop::sample::select(pieces).prop_map(str::to_owned),
        1 => ".{0,3}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Bytes of these pieces, and now and then any bytes.
fn bytes_of(pieces: &'static [&'static [u8]]) -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        12 => prop::sample::select(pieces).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// What manifests are made of: some whole, some not.
const MANIFEST: &[&str] = &[
    "[package]\nname = \"one\"\ndescription = \"A lesson.\"\n",
    "[package.metadata.expect]\ntotal = \"1s\"\n",
    "[package.metadata.expect.two]\ntotal = \"0.5s\"\n",
    "[[package.metadata.cases]]\nname = \"a case\"\n",
    "[[package.metadata.cases.two]]\nname = \"another\"\n",
    "[package.metadata.points]\n",
    "parked = \"0s\"\n",
    "busy = \"0.000000001s\"\n",
    "longest-stall = \"86400s\"\n",
    "line-times = [\"0s\", \"1s\"]\n",
    "line-times = []\n",
    "event-loop = true\n",
    "compile-error = \"E0728\"\n",
    "arguments = [\"1\", \"\\u0000\"]\n",
    "prints = \"missing\"\n",
    "prints = \"other\"\n",
    "waits = 0\nbuilds = 0\ntakes = 0\n",
    "prints = nan\n",
    "total = \"39.9s\"\n",
    "hidden = true\n",
    "[[",
    "= ",
    "\"",
    "\n",
    "é",
];

const PATTERN: &[&str] = &[
    "a", "b", "ab", "[..]", "[", "..]", "é", " ", "\n", "\r\n", "\r",
];

const PRINTED: &[&str] = &["a", "b", "ab", "1.5", "[..]", "é", " ", "\n"];

const NAMES: &[&[u8]] = &[
    b"src/main.rs\n",
    b"src/bin/one.rs\n",
    b"src/bin/one/main.rs\n",
    b"main.rs\t1048576\n",
    b"src/big.rs\t600000\n",
    b"src/rustc/",
    b"src/registry/src/",
    b"src/bin/",
    b"@arguments.rs\n",
    b"-o.rs\n",
    b"build.rs\n",
    b"..",
    b"/",
    b"\xff",
    b".rs\n",
    b"x",
];

const OUTPUT: &[&[u8]] = &[
    b"a line",
    b"\n",
    b"\n\n",
    b"\r\n",
    "é".as_bytes(),
    b"\xc3",
    b"\xff\n",
    b"\0",
];

const COMPILER: &[&str] = &[
    "\n",
    r#"{"$message_type":"diagnostic","message":"wrong","code":{"code":"E0728","explanation":null},"level":"error","spans":[],"children":[],"rendered":"error: wrong\n"}"#,
    r#"{"message":"unused","code":null,"level":"warning","spans":[],"children":[],"rendered":null}"#,
    r#"{"message":"aborting due to 1 previous error","code":null,"level":"error","spans":[],"children":[],"rendered":null}"#,
    r#"{"reason":"build-script-executed","package_id":"one","linked_libs":[],"linked_paths":["native=/a=b"],"cfgs":[],"env":[],"out_dir":"/out"}"#,
    r#"{"reason":"build-finished","success":false}"#,
    r#"{"reason":"compiler-message","#,
    "{",
    "}",
    "[",
    "\"level\":\"error\"",
];

const PROC: &[&str] = &[
    "42 (",
    ") ",
    ") S 1 42",
    "(",
    "\n",
    " ",
    "Tgid:\t42\n",
    "Name:\t",
    "SigCgt:\t8000000000000001\n",
    "clockid: 1\n",
    "7f0000000000-7f0000002000 rw-s 0 00:01 7 /home/x (deleted)\n",
    "ffffffffffffffff-0 /home (deleted)\n",
    "0-ffffffffffffffff /home (deleted)\n",
    "socket:[42]\n",
    "18446744073709551616 ",
    "-1 ",
];

const SOCKETS: &[&str] = &[
    "header\n",
    "   0: 0100007F:1F90 00000000:0000 0A 0:0 0:0 0 0 0 77 1\n",
    "   1: 0100007F:C001 0100007F:1F90 01 0:0 0:0 0 0 0 78 1\n",
    "   2: 0000000000000000FFFF00000100007F:0 0:0 07 0:0 0:0 0 0 0 79 1\n",
    "ffff: 00000002 00000000 00010000 0001 01    77 ",
    "ffff: 00000002 00000000 00010000 0001 01 77",
    "@a b\n",
    "/run/x\n",
    ":",
    " ",
    "\n",
    "\0",
    "é",
];

/// How often each is tried: all together take well under two seconds.
fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 128,
        // What has failed once belongs into the corpus.
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_manifest_is_an_example_or_a_problem(
        manifest in text_of(MANIFEST),
        is_whole in any::<bool>(),
        prints in text_of(PRINTED),
    ) {
        let beginning = if is_whole { MANIFEST[..2].concat() } else { String::new() };
        super::manifest(format!("{beginning}{manifest}\n---\n{prints}").as_bytes());
    }

    #[test]
    fn any_pattern_matches_what_it_must(pattern in text_of(PATTERN), printed in text_of(PRINTED)) {
        super::pattern(format!("{pattern}\n---\n{printed}").as_bytes());
    }

    #[test]
    fn any_names_are_taken_or_refused(names in bytes_of(NAMES)) {
        super::names(&names);
    }

    #[test]
    fn any_output_is_cut_into_its_lines(at_once in any::<u8>(), printed in bytes_of(OUTPUT)) {
        super::output(&[&[at_once][..], &printed].concat());
    }

    #[test]
    fn a_line_around_the_longest_is_kept_or_cut(
        beyond in 0..40_usize,
        last in prop::sample::select(&["é", "a", "𝄞", "\n"][..]),
    ) {
        let mut printed = vec![255];
        printed.resize(1 + crate::trace::MAX_LINE - 20 + beyond, b'x');
        printed.extend_from_slice(last.repeat(3).as_bytes());
        super::output(&printed);
    }

    #[test]
    fn whatever_the_compiler_says_is_read(said in text_of(COMPILER)) {
        super::compiler(said.as_bytes());
    }

    #[test]
    fn any_text_of_a_process_is_read(text in text_of(PROC)) {
        super::proc_text(text.as_bytes());
    }

    #[test]
    fn any_table_of_sockets_is_read(name in text_of(SOCKETS), table in text_of(SOCKETS)) {
        super::sockets(format!("{name}\n---\n{table}").as_bytes());
    }

    #[test]
    fn any_bytes_at_all_are_read(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        for (_, target) in TARGETS {
            target(&bytes);
        }
    }
}
