//! Fuzzes the texts under `/proc`: `cargo +nightly fuzz run proc_text`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| harness::fuzzing::proc_text(bytes));
