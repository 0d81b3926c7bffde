//! Whose a function is: the program's own, or a library's, and which one's.

use super::Frame;
use crate::trace::LIBRARIES;

/// What the names of functions begin with that are not the program's own, where nothing tells
/// their files.
fn is_foreign(in_crate: &str) -> bool {
    super::runtimes::is_known(in_crate)
}

/// Whether a function is the program's own: by its file, or, where that is not known, by the crate
/// that its name begins with. The members of a workspace and what is depended on by path count as own.
pub(super) fn is_own(frame: &Frame) -> bool {
    match &frame.file {
        Some(file) => file.ends_with(".rs") && !is_librarys(file),
        None => !frame.is_system && crate_of(&frame.function).is_some_and(|one| !is_foreign(one)),
    }
}

/// Whether a source is a library's.
fn is_librarys(file: &str) -> bool {
    LIBRARIES.iter().any(|folder| file.contains(folder))
}

/// The crate of a function that is a library's, by its file, or else by its name.
pub(super) fn library(frame: &Frame) -> Option<String> {
    match &frame.file {
        Some(file) => library_of(file),
        None => crate_of(&frame.function).map(str::to_owned),
    }
}

/// The crate that a library's source belongs to.
fn library_of(file: &str) -> Option<String> {
    let behind = |folder| file.split_once(folder).map(|(_, path)| path);
    if behind("/rustc/")
        .or_else(|| behind("/rustlib/src/"))
        .is_some()
    {
        return Some("std".to_owned());
    }
    // An index, or a checkout, then the crate's folder: its name, and its version or commit.
    if let Some(path) = behind("/registry/src/") {
        let (name, _) = path.split('/').nth(1)?.rsplit_once('-')?;
        return Some(without_version(name).replace('-', "_"));
    }
    let (name, _) = behind("/git/checkouts/")?
        .split('/')
        .next()?
        .rsplit_once('-')?;
    Some(name.replace('-', "_"))
}

/// A function's name with the path that its source tells, where it has lost its own: debug information may
/// name one that was inlined as it stands in its `impl`.
pub(super) fn with_path(function: String, file: &str) -> String {
    let head = function.split(['<', '(']).next().unwrap_or_default();
    if function.is_empty() || function.starts_with('<') || head.contains("::") {
        return function;
    }
    match module_of(file) {
        Some(module) => format!("{module}::{function}"),
        None => function,
    }
}

/// The module that a library's source is.
fn module_of(file: &str) -> Option<String> {
    let (folder, source) = file.rsplit_once("/src/")?;
    let name = folder.rsplit('/').next()?;
    let in_crate = match library_of(file)?.as_str() {
        // Its folder is that of the crate, without a version.
        "std" => name.to_owned(),
        library => library.to_owned(),
    };
    let path = source.strip_suffix(".rs")?;
    let path = path.strip_suffix("/mod").unwrap_or(path).replace('/', "::");
    Some(match &*path {
        "lib" | "mod" => in_crate,
        path => format!("{in_crate}::{path}"),
    })
}

/// A folder's name without what a version with a hyphen has left of it, as in `one-1.0.0-rc.1`.
fn without_version(name: &str) -> &str {
    match name.rsplit_once('-') {
        Some((name, version)) if version.starts_with(|c: char| c.is_ascii_digit()) => name,
        _ => name,
    }
}

/// The crate that a function's name begins with.
fn crate_of(function: &str) -> Option<&str> {
    let name = function.trim_start_matches(['<', '&']);
    let (first, _) = name.split_once("::")?;
    let is_name = first.chars().all(|c| c.is_alphanumeric() || c == '_');
    (is_name && !first.is_empty()).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crate_of_a_librarys_source_is_that_of_its_folder() {
        for (file, library) in [
            (
                "/home/x/.cargo/registry/src/index.crates.io-19/tokio-1.54.0/src/a.rs",
                Some("tokio"),
            ),
            (
                "/registry/src/index-1/async-io-2.0.0-rc.1/src/a.rs",
                Some("async_io"),
            ),
            (
                "/home/x/.cargo/git/checkouts/my-lib-0a1b/77/src/a.rs",
                Some("my_lib"),
            ),
            ("/rustc/1/library/std/src/thread/mod.rs", Some("std")),
            ("/home/x/src/main.rs", None),
        ] {
            assert_eq!(library_of(file).as_deref(), library, "{file}");
        }
    }

    #[test]
    fn the_crate_of_a_function_is_that_of_its_type_where_it_is_a_traits() {
        assert_eq!(crate_of("one::main"), Some("one"));
        assert_eq!(crate_of("<two::Type as one::Trait>::call"), Some("two"));
        assert_eq!(crate_of("main"), None);
        assert_eq!(crate_of("<[T] as one::Trait>::call"), None);
    }

    #[test]
    fn a_function_that_has_lost_its_path_gets_that_of_its_source() {
        let executor = "/registry/src/index-1/futures-executor-0.3.34/src/thread_pool.rs";
        let unordered = "/registry/src/i-1/futures-util-0.3.34/src/stream/futures_unordered/mod.rs";
        for (function, file, with) in [
            ("work", executor, "futures_executor::thread_pool::work"),
            (
                "poll_next<one::Fut>",
                unordered,
                "futures_util::stream::futures_unordered::poll_next<one::Fut>",
            ),
            ("park", "/rustc/1/library/std/src/lib.rs", "std::park"),
            ("tokio::spawn<T>", executor, "tokio::spawn<T>"),
            (
                "<one::A as two::B>::call",
                executor,
                "<one::A as two::B>::call",
            ),
            ("main", "/home/x/src/main.rs", "main"),
        ] {
            assert_eq!(with_path(function.to_owned(), file), with);
        }
    }
}
