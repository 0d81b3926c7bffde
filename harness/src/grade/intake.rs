//! Takes a student's sources in, and leaves all else aside.

pub(crate) mod taken;

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::Exercise;
use taken::{BUILD_SCRIPT, Taken};

/// What Cargo and rustup would read of a student's folder: here the exercise decides.
const LEFT_ASIDE: [&str; 6] = [
    "Cargo.toml",
    "Cargo.lock",
    BUILD_SCRIPT,
    ".cargo",
    "rust-toolchain.toml",
    "rust-toolchain",
];

/// Files, each by its path in the crate.
pub(crate) type Files = Vec<(PathBuf, Vec<u8>)>;

/// What is compiled of a submission.
#[derive(Debug)]
pub(super) struct Sources {
    /// All files that are compiled.
    pub(super) files: Files,
    /// Those that are the student's own.
    pub(super) own: HashSet<PathBuf>,
    /// The file that the program begins with.
    pub(super) root: PathBuf,
    /// The file that its library begins with, where there is one.
    pub(super) library: Option<PathBuf>,
    /// What was left aside, and why: a sentence each.
    pub(super) warnings: Vec<String>,
}

impl Sources {
    /// Adds what tells these files from all others.
    pub(super) fn hash_into(&self, hash: &mut Sha256) {
        for (path, bytes) in &self.files {
            for part in [path.as_os_str().as_encoded_bytes(), bytes] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
        }
    }
}

/// Why there is nothing to compile.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// It is the submission's own fault, in words for its author.
    #[error("{0}")]
    Unusable(String),
    /// The system would not read it.
    #[error("cannot read {}: {cause}", .path.display())]
    Unreadable { path: PathBuf, cause: io::Error },
}

/// Reads a crate's folder or a single `.rs` file.
pub(super) fn take_in(submission: &Path, exercise: &Exercise) -> Result<Sources, Error> {
    let about = fs::symlink_metadata(submission).map_err(unreadable(submission))?;
    if about.is_symlink() {
        return Err(Error::Unusable(
            "it is a link, which is not followed".to_owned(),
        ));
    }
    let mut taken = Taken::default();
    let root = match about.is_dir() {
        true => folder(submission, exercise, &mut taken)?,
        false => single(submission, &mut taken)?,
    };
    let given = given_library(exercise)?;
    for (path, bytes) in &given {
        let is_it = |(own, _): &(PathBuf, Vec<u8>)| own == path;
        if let Some(place) = taken.files.iter().position(is_it) {
            let (_, own) = taken.files.remove(place);
            if own != *bytes {
                taken.left_aside.push(path.display().to_string());
            }
        }
    }
    let own = taken.files.iter().map(|(path, _)| path.clone()).collect();
    taken.files.extend(given);
    let library = PathBuf::from(LIBRARY);
    let library = taken
        .files
        .iter()
        .any(|(path, _)| *path == library)
        .then_some(library);
    Ok(Sources {
        warnings: taken.warnings(),
        files: taken.files,
        own,
        root,
        library,
    })
}

/// Where a crate's library begins.
const LIBRARY: &str = "src/lib.rs";

/// A single file keeps its name if that is a plain one, so that messages name it.
fn single(file: &Path, taken: &mut Taken) -> Result<PathBuf, Error> {
    let is_source = file.extension().is_some_and(|extension| extension == "rs");
    if !is_source || !file.is_file() {
        let problem = "expected a crate's folder or a file that ends in `.rs`";
        return Err(Error::Unusable(problem.to_owned()));
    }
    let name = file.file_name().and_then(|name| name.to_str());
    let name = PathBuf::from(name.filter(|name| is_plain(name)).unwrap_or("main.rs"));
    taken.file(file, name.clone())?;
    Ok(name)
}

/// Whether nobody takes this for an option, or for anything else than the name of a file.
fn is_plain(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') && name.chars().all(is_plain)
}

/// The sources of a crate, and where its program begins.
fn folder(folder: &Path, exercise: &Exercise, taken: &mut Taken) -> Result<PathBuf, Error> {
    for name in LEFT_ASIDE {
        if folder.join(name).symlink_metadata().is_ok() {
            taken.left_aside.push(name.to_owned());
        }
    }
    let src = folder.join("src");
    match src.symlink_metadata() {
        Ok(about) if about.is_dir() => taken.folder(&src, Path::new("src"), 1)?,
        Ok(_) => taken.links.push("src".to_owned()),
        Err(_) => {}
    }
    if taken.files.is_empty() {
        taken.loose(folder)?;
    }
    let name = &exercise.program.name;
    taken.root(name).ok_or_else(|| {
        let found = match taken.files.len() {
            0 => "no source at all".to_owned(),
            files => format!("{files} files, and none of these"),
        };
        let links = match taken.links.is_empty() {
            true => String::new(),
            false => format!(
                "; what is no plain file is not read: {}",
                taken.links.join(", ")
            ),
        };
        Error::Unusable(format!(
            "expected `src/main.rs` or `src/bin/{name}.rs`, found {found}{links}"
        ))
    })
}

/// The library that an exercise gives to its programs, and what belongs to it: nothing if it has none.
fn given_library(exercise: &Exercise) -> Result<Files, Error> {
    let src = exercise.program.folder.join("src");
    if !src.join("lib.rs").is_file() {
        return Ok(Files::new());
    }
    let mut taken = Taken::default();
    taken.folder(&src, Path::new("src"), 1)?;
    let is_program = |path: &Path| path.starts_with("src/bin") || path == Path::new("src/main.rs");
    taken.files.retain(|(path, _)| !is_program(path));
    Ok(taken.files)
}

fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |cause| Error::Unreadable { path, cause }
}

#[cfg(test)]
mod tests;
