//! Fuzzes the names of a submission's files: `cargo +nightly fuzz run names`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| harness::fuzzing::names(bytes));
