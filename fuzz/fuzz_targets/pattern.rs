//! Fuzzes what a program must print, and what it printed: `cargo +nightly fuzz run pattern`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| harness::fuzzing::pattern(bytes));
