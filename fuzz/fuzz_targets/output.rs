//! Fuzzes what a program prints: `cargo +nightly fuzz run output`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| harness::fuzzing::output(bytes));
