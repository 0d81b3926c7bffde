//! Finds what a word names: a folder like an example's, wherever it lies, or what the catalog calls
//! so.

use std::path::Path;

use super::{Catalog, Error, Example, Program, is_checkout};

/// The example in the folder that `word` names, seen from `here`; with a program's name behind it,
/// that program alone. `None` where the word can only be the name of an example.
///
/// # Errors
/// When it is written like a path, and no such folder is there, or its example cannot be read.
pub fn at(here: &Path, word: &str) -> Result<Option<Example>, Error> {
    let path = here.join(word);
    let path = path.canonicalize().unwrap_or(path);
    if is_package(&path) {
        return Example::read(&path).map(Some);
    }
    let is_path = word.contains('/') || matches!(word, "." | "..");
    if let (true, Some(folder), Some(name)) = (is_path, path.parent(), path.file_name())
        && is_package(folder)
        && !path.exists()
    {
        let mut example = Example::read(folder)?;
        if example
            .programs
            .iter()
            .any(|program| *program.name == *name)
        {
            example.programs.retain(|program| *program.name == *name);
            return Ok(Some(example));
        }
    }
    match is_path {
        true => Err(no_folder(here, word)),
        false => Ok(None),
    }
}

/// The programs that `word` names, seen from `here`: those of a folder, or what `catalog` calls so.
///
/// # Errors
/// When there is no such folder, and nothing has this name.
pub fn programs<E: From<Error>>(
    here: &Path,
    word: &str,
    catalog: impl FnOnce() -> Result<Catalog, E>,
) -> Result<Vec<Program>, E> {
    if let Some(example) = at(here, word)? {
        return Ok(example.programs);
    }
    match catalog()?.named(word) {
        Ok(programs) => Ok(programs.into_iter().cloned().collect()),
        Err(Error::Unknown { .. }) if here.join(word).exists() => Err(no_folder(here, word).into()),
        Err(error) => Err(error.into()),
    }
}

/// What is wrong with a path where an example's folder should be.
pub(crate) fn no_folder(here: &Path, word: &str) -> Error {
    let path = here.join(word);
    let (found, todo) = if !path.exists() {
        ("nothing", "`harness new EXAMPLE DIR` makes such a folder")
    } else if is_checkout(&path) {
        ("a checkout with many", "name one of those in its `crates/`")
    } else if path.is_dir() {
        (
            "a folder without one",
            "`harness new EXAMPLE DIR` makes such a folder",
        )
    } else {
        (
            "a file",
            "name the folder of its crate; anything else is run with `harness run -- COMMAND`",
        )
    };
    Error::NoFolder {
        folder: word.to_owned(),
        found,
        todo,
    }
}

/// Whether a folder has the manifest of a package.
fn is_package(folder: &Path) -> bool {
    folder.join("Cargo.toml").is_file() && !is_checkout(folder)
}
