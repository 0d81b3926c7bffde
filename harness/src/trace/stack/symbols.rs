//! From addresses to functions, files and lines.

use std::collections::HashMap;
use std::fmt::{self, Write};
use std::fs::File;
use std::path::Path;

use addr2line::Loader;
use object::{Object, ObjectSection, ReadCache};

use super::{Address, Frame, sources};
use crate::trace::LIBRARIES;

/// The symbols of one file.
struct Binary {
    loader: Loader,
    is_system: bool,
    is_python: bool,
    /// Whether it tells of which source its functions are.
    has_lines: bool,
}

/// The symbols of all files that have been asked for.
#[derive(Default)]
pub(super) struct Symbols {
    /// By the number of the file.
    binaries: HashMap<usize, Option<Binary>>,
    known: HashMap<Address, Vec<Frame>>,
}

impl Symbols {
    /// The functions at an address in this file, innermost first: more than one where some were
    /// inlined.
    pub(super) fn frames(&mut self, address: Address, file: &Path) -> Vec<Frame> {
        let Self { binaries, known } = self;
        let frames = known.entry(address).or_insert_with(|| {
            let binary = binaries
                .entry(address.file)
                .or_insert_with(|| Binary::new(file));
            let binary = binary.as_ref();
            binary.map_or(Vec::new(), |binary| binary.frames(address.offset))
        });
        frames.clone()
    }
}

impl Binary {
    fn new(file: &Path) -> Option<Self> {
        let loader = Loader::new(file).ok()?;
        let has_lines = has_lines(file).unwrap_or(false);
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        Some(Self {
            loader,
            is_system: SYSTEM.iter().any(|library| name.starts_with(library)),
            is_python: name.contains("python"),
            has_lines,
        })
    }

    fn frames(&self, offset: u64) -> Vec<Frame> {
        let mut found = Vec::new();
        if let Ok(mut frames) = self.loader.find_frames(offset) {
            while let Ok(Some(frame)) = frames.next() {
                let name = frame.function.as_ref();
                let name = name.and_then(|name| Some(readable(&name.raw_name().ok()?)));
                let location = frame.location;
                let file = location.as_ref().and_then(|one| one.file);
                found.push(Frame {
                    line: location.as_ref().and_then(|one| one.line),
                    column: location.as_ref().and_then(|one| one.column),
                    ..self.frame(name.unwrap_or_default(), file)
                });
            }
        }
        // The symbol table knows functions that debug information says nothing of.
        if found.iter().all(|frame| frame.function.is_empty())
            && let Some(symbol) = self.loader.find_symbol(offset)
        {
            let function = readable(symbol);
            let frame = match found.pop() {
                Some(place) => Frame { function, ..place },
                None => self.frame(function, None),
            };
            found.push(frame);
        }
        found
    }

    fn frame(&self, function: String, file: Option<&str>) -> Frame {
        let is_vouched_for = match file {
            _ if self.is_python => true,
            Some(file) => is_librarys(file),
            // Where all others have a source, one without has been given its name by hand.
            None => !self.has_lines,
        };
        let function = match file {
            Some(file) if is_vouched_for => sources::with_path(function, file),
            _ => function,
        };
        Frame {
            function,
            file: file.map(str::to_owned),
            line: None,
            column: None,
            is_system: self.is_system,
            is_vouched_for,
        }
    }
}

/// Whether a file tells of lines at all.
fn has_lines(file: &Path) -> Option<bool> {
    let source = ReadCache::new(File::open(file).ok()?);
    let file = object::File::parse(&source).ok()?;
    let lines = file.section_by_name(".debug_line");
    Some(lines.is_some_and(|lines| lines.size() > 0))
}

/// Whether a source is a library's. A path with a way back in it may lead anywhere.
fn is_librarys(file: &str) -> bool {
    !file.contains("/../") && LIBRARIES.iter().any(|folder| file.contains(folder))
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
    let _ = write!(readable, "{:#}", rustc_demangle::demangle(name));
    by_path(plain(readable.0))
}

/// A function of a type by its path, such as `one::Type::call`, where that stands in angle brackets:
/// `<one::Type>::call`. Those of traits are left as they are.
fn by_path(name: String) -> String {
    let Some(inside) = name.strip_prefix('<') else {
        return name;
    };
    let mut depth = 1;
    let end = inside.char_indices().find(|(at, letter)| {
        match letter {
            '<' => depth += 1,
            // That of an arrow closes nothing.
            '>' if !inside[..*at].ends_with('-') => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    let Some((end, _)) = end else {
        return name;
    };
    let (own, behind) = (&inside[..end], &inside[end + 1..]);
    let is_path = own.starts_with(|first: char| first.is_alphabetic() || first == '_');
    match is_path && !own.contains(" as ") {
        true => format!("{own}{behind}"),
        false => name,
    }
}

/// What the libraries are called that every program is made with.
const SYSTEM: &[&str] = &[
    "ld-linux",
    "libc.so",
    "libc-",
    "libgcc_s",
    "libm.so",
    "libpthread",
];

/// A function's name without the hash that makes it unique.
fn plain(name: String) -> String {
    match name.rsplit_once("::h") {
        Some((path, hash)) if hash.len() == 16 && hash.chars().all(|c| c.is_ascii_hexdigit()) => {
            path.to_owned()
        }
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_paths_without_what_makes_them_unique() {
        for (symbol, name) in [
            (
                "_ZN3std6thread5sleep17h0123456789abcdefE",
                "std::thread::sleep",
            ),
            (
                "_RNvMs_NtNtNtCs1_3std3sys6thread4unixNtB4_6Thread4join",
                "std::sys::thread::unix::Thread::join",
            ),
            ("main", "main"),
        ] {
            assert_eq!(readable(symbol), name, "{symbol}");
        }
        for (name, path) in [
            ("<one::Type>::call", "one::Type::call"),
            (
                "<one::Type<F, fn() -> T>>::call::<T>",
                "one::Type<F, fn() -> T>::call::<T>",
            ),
            (
                "<one::Type as two::Trait>::call",
                "<one::Type as two::Trait>::call",
            ),
            ("<&dyn one::Trait>::call", "<&dyn one::Trait>::call"),
            ("<one", "<one"),
        ] {
            assert_eq!(by_path(name.to_owned()), path);
        }
    }
}
