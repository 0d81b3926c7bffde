//! Fuzzes the kernel's tables of sockets: `cargo +nightly fuzz run sockets`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| harness::fuzzing::sockets(bytes));
