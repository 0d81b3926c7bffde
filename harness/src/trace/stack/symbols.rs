//! From addresses to functions, files and lines.

use std::collections::HashMap;
use std::fmt::{self, Write};
use std::path::Path;

use addr2line::Loader;

use super::{Address, Frame};

/// The symbols of all files that have been asked for.
#[derive(Default)]
pub(super) struct Symbols {
    /// By the number of the file.
    loaders: HashMap<usize, Option<Loader>>,
    known: HashMap<Address, Vec<Frame>>,
}

impl Symbols {
    /// The functions at an address in this file, innermost first: more than one where some were
    /// inlined.
    pub(super) fn frames(&mut self, address: Address, file: &Path) -> Vec<Frame> {
        let Self { loaders, known } = self;
        let frames = known.entry(address).or_insert_with(|| {
            let loader = loaders
                .entry(address.file)
                .or_insert_with(|| Loader::new(file).ok());
            loader
                .as_ref()
                .map(|loader| frames(loader, address.offset, is_system(file)))
                .unwrap_or_default()
        });
        frames.clone()
    }
}

fn frames(loader: &Loader, offset: u64, is_system: bool) -> Vec<Frame> {
    let mut found = Vec::new();
    if let Ok(mut frames) = loader.find_frames(offset) {
        while let Ok(Some(frame)) = frames.next() {
            let name = frame.function.as_ref();
            let name = name.and_then(|name| Some(readable(&name.raw_name().ok()?)));
            let location = frame.location;
            found.push(Frame {
                function: name.unwrap_or_default(),
                file: location
                    .as_ref()
                    .and_then(|one| one.file)
                    .map(str::to_owned),
                line: location.as_ref().and_then(|one| one.line),
                column: location.and_then(|one| one.column),
                is_system,
            });
        }
    }
    // The symbol table knows functions that debug information says nothing of.
    if found.iter().all(|frame| frame.function.is_empty())
        && let Some(symbol) = loader.find_symbol(offset)
    {
        let place = found.pop().unwrap_or(Frame {
            function: String::new(),
            file: None,
            line: None,
            column: None,
            is_system,
        });
        found.push(Frame {
            function: readable(symbol),
            ..place
        });
    }
    found
}

/// The longest name of a function that is read, in bytes. A short one can be made to stand for one
/// of a million.
const LONGEST_NAME: usize = 1000;

/// The name of a function as its source has it, without the hash that makes it unique.
fn readable(name: &str) -> String {
    /// Takes as much as there is room for.
    struct Bounded(String);
    impl fmt::Write for Bounded {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            let is_short = self.0.len() + text.len() <= LONGEST_NAME;
            is_short.then(|| self.0.push_str(text)).ok_or(fmt::Error)
        }
    }
    let mut readable = Bounded(String::new());
    // What has no room is left out.
    let _ = write!(readable, "{}", rustc_demangle::demangle(name));
    plain(&readable.0)
}

/// Whether a file is one of the libraries that every program is made with.
fn is_system(file: &Path) -> bool {
    const LIBRARIES: &[&str] = &[
        "ld-linux",
        "libc.so",
        "libc-",
        "libgcc_s",
        "libm.so",
        "libpthread",
    ];
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    LIBRARIES.iter().any(|library| name.starts_with(library))
}

/// A function's name without the hash that makes it unique.
fn plain(name: &str) -> String {
    match name.rsplit_once("::h") {
        Some((path, hash)) if hash.len() == 16 && hash.chars().all(|c| c.is_ascii_hexdigit()) => {
            path.to_owned()
        }
        _ => name.to_owned(),
    }
}
