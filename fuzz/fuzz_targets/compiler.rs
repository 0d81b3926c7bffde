//! Fuzzes what the compiler and Cargo say: `cargo +nightly fuzz run compiler`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| harness::fuzzing::compiler(bytes));
