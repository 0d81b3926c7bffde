//! Fuzzes an example's manifest: `cargo +nightly fuzz run manifest`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| harness::fuzzing::manifest(bytes));
