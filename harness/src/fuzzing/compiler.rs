//! What the compiler and Cargo say, a line of JSON each.

use std::path::Path;

use crate::build::{Build, CompileError, Error};

/// Reads the bytes as what the compiler says, and as what Cargo does.
///
/// # Panics
/// When an error that is found says nothing, does not stand in any line, or is another one for those
/// who read only up to it.
pub fn compiler(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(error) = CompileError::first(text.lines()) {
        check(&error, &text);
        let has_none_before =
            |number: usize| CompileError::first(text.lines().take(number)).is_none();
        let first = (0..text.lines().count()).rposition(has_none_before);
        let line = first.and_then(|number| text.lines().nth(number));
        let again = CompileError::first(line);
        assert_eq!(again.map(|again| again.message), Some(error.message));
    }

    let mut build = Build::default();
    let mut crates = 0;
    match build.read(bytes, |_| crates += 1) {
        Ok(()) => {}
        Err(error @ Error::Unreadable { .. }) => assert!(!error.to_string().is_empty()),
        Err(error) => panic!("nothing was started: {error}"),
    }
    assert!(
        build.libraries().len() <= crates,
        "a crate comes to one library"
    );
    assert!(crates <= bytes.len());
    for path in build.link_paths() {
        let path = path.to_string_lossy();
        assert!(path.len() <= bytes.len());
    }
    for error in build.errors_in(Path::new("")) {
        check(error, &text);
    }
}

/// An error has no more to say than what was said.
fn check(error: &CompileError, said: &str) {
    for part in [&error.message, &error.rendered] {
        assert!(part.len() <= said.len());
    }
    assert!(error.in_a_line().ends_with(&error.message));
    if let Some((file, _)) = &error.place {
        assert!(file.len() <= said.len());
    }
}
