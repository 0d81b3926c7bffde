//! What must hold of all that parses bytes which a stranger wrote, whatever the bytes are.
//!
//! Each function here takes bytes and panics where a property does not hold. The property tests, the
//! test that goes through `fuzz/corpus`, and the fuzz targets in `fuzz/` call the same ones, so that
//! what one of them finds the others know. Nothing else uses them, and they are public only because
//! the fuzz targets are a package of their own.

mod compiler;
mod manifest;
mod names;
mod output;
mod pattern;
mod proc_text;
mod sockets;

pub use compiler::compiler;
pub use manifest::manifest;
pub use names::names;
pub use output::output;
pub use pattern::pattern;
pub use proc_text::proc_text;
pub use sockets::sockets;

/// Takes any bytes, and panics where a property does not hold.
pub type Target = fn(&[u8]);

/// All of them, each by the name of its fuzz target and its corpus.
pub const TARGETS: &[(&str, Target)] = &[
    ("compiler", compiler),
    ("manifest", manifest),
    ("names", names),
    ("output", output),
    ("pattern", pattern),
    ("proc_text", proc_text),
    ("sockets", sockets),
];

/// The bytes up to the first line that is only `marker`, and those behind it: none without such a line.
fn halves<'a>(bytes: &'a [u8], marker: &str) -> (&'a [u8], &'a [u8]) {
    let line = format!("\n{marker}\n").into_bytes();
    match bytes.windows(line.len()).position(|window| window == line) {
        Some(at) => (&bytes[..at + 1], &bytes[at + line.len()..]),
        None => (bytes, &[]),
    }
}

#[cfg(test)]
mod tests;
