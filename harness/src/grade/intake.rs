//! Takes a student's sources in, and leaves all else aside.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::Exercise;
use crate::trace::LIBRARIES;

/// The most that all sources of a submission may have together, in bytes: a hundred times a long one.
const MOST_BYTES: u64 = 1024 * 1024;

/// The most files that are taken.
const MOST_FILES: usize = 200;

/// The longest path of a file in a submission, in bytes: there is room for it wherever it is built.
const LONGEST_PATH: usize = 1000;

/// How deep folders may lie in each other.
const DEEPEST: usize = 16;

/// What Cargo and rustup would read of a student's folder: here the exercise decides.
const LEFT_ASIDE: [&str; 6] = [
    "Cargo.toml",
    "Cargo.lock",
    "build.rs",
    ".cargo",
    "rust-toolchain.toml",
    "rust-toolchain",
];

/// Files, each by its path in the crate.
pub(super) type Files = Vec<(PathBuf, Vec<u8>)>;

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

/// Why there is nothing to compile.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
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
    let has = |path: &str| taken.files.iter().any(|(file, _)| file == Path::new(path));
    let known = [
        format!("src/bin/{name}.rs"),
        format!("src/bin/{name}/main.rs"),
        "src/main.rs".to_owned(),
        format!("{name}.rs"),
        "main.rs".to_owned(),
    ];
    let root = known.into_iter().find(|path| has(path)).map(PathBuf::from);
    root.or_else(|| taken.only_program()).ok_or_else(|| {
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

/// What has been taken so far.
#[derive(Default)]
struct Taken {
    files: Files,
    bytes: u64,
    left_aside: Vec<String>,
    /// What is there and is no file or folder.
    links: Vec<String>,
}

impl Taken {
    /// Takes a folder with all that is in it.
    fn folder(&mut self, from: &Path, inside: &Path, depth: usize) -> Result<(), Error> {
        if depth > DEEPEST {
            let problem = format!("its folders lie more than {DEEPEST} deep in each other");
            return Err(Error::Unusable(problem));
        }
        for (path, kind) in entries(from)? {
            let Some(name) = path.file_name() else {
                continue;
            };
            let inside = inside.join(name);
            if kind.is_dir() {
                self.folder(&path, &inside, depth + 1)?;
            } else if kind.is_file() {
                self.file(&path, inside)?;
            } else {
                self.link(inside.display().to_string())?;
            }
        }
        Ok(())
    }

    /// Notes what is no file. There may be no more of that than of files.
    fn link(&mut self, name: String) -> Result<(), Error> {
        self.links.push(name);
        match self.links.len() > MOST_FILES {
            true => Err(Error::Unusable(format!(
                "it has more than {MOST_FILES} links"
            ))),
            false => Ok(()),
        }
    }

    /// Takes the sources that lie in a folder without a `src`.
    fn loose(&mut self, from: &Path) -> Result<(), Error> {
        for (path, kind) in entries(from)? {
            let is_source = path.extension().is_some_and(|extension| extension == "rs");
            let Some(name) = path.file_name().filter(|_| is_source) else {
                continue;
            };
            let is_taken = kind.is_file() && name.to_str().is_some_and(is_plain);
            if is_taken && name != "build.rs" {
                self.file(&path, name.into())?;
            } else if !is_taken {
                self.link(name.display().to_string())?;
            }
        }
        Ok(())
    }

    fn file(&mut self, from: &Path, inside: PathBuf) -> Result<(), Error> {
        let mut bytes = Vec::new();
        let left = MOST_BYTES - self.bytes;
        File::open(from)
            .and_then(|file| file.take(left + 1).read_to_end(&mut bytes))
            .map_err(unreadable(from))?;
        self.bytes += bytes.len() as u64;
        if self.bytes > MOST_BYTES {
            let mebibytes = MOST_BYTES / 1024 / 1024;
            let problem = format!("its sources have more than {mebibytes} MiB");
            return Err(Error::Unusable(problem));
        }
        if inside.as_os_str().len() > LONGEST_PATH {
            return Err(Error::Unusable(format!(
                "the path of one of its files has more than {LONGEST_PATH} bytes"
            )));
        }
        let path = format!("/{}", inside.display());
        if LIBRARIES.iter().any(|folder| path.contains(folder)) {
            let problem = format!("no folder may be called like `{}`", inside.display());
            return Err(Error::Unusable(problem));
        }
        self.files.push((inside, bytes));
        if self.files.len() > MOST_FILES {
            return Err(Error::Unusable(format!(
                "it has more than {MOST_FILES} files"
            )));
        }
        Ok(())
    }

    /// The one program that there is, whatever it is called.
    fn only_program(&self) -> Option<PathBuf> {
        let is_program = |path: &&PathBuf| {
            let parent = path.parent();
            let is_source = path.extension().is_some_and(|extension| extension == "rs");
            is_source && (parent == Some(Path::new("src/bin")) || parent == Some(Path::new("")))
        };
        let mut programs = self.files.iter().map(|(path, _)| path).filter(is_program);
        let only = programs.next()?;
        programs.next().is_none().then(|| only.clone())
    }

    fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if !self.left_aside.is_empty() {
            let names = self.left_aside.join(", ");
            warnings.push(format!(
                "left aside, because the exercise has its own: {names}"
            ));
        }
        if !self.links.is_empty() {
            let names = self.links.join(", ");
            warnings.push(format!("left aside, because it is no plain file: {names}"));
        }
        warnings
    }
}

/// What lies in a folder, in the order of the names.
fn entries(folder: &Path) -> Result<Vec<(PathBuf, fs::FileType)>, Error> {
    let read = |folder: &Path| -> io::Result<Vec<_>> {
        let entry = |entry: io::Result<fs::DirEntry>| {
            let entry = entry?;
            Ok((entry.path(), entry.file_type()?))
        };
        fs::read_dir(folder)?.map(entry).collect()
    };
    let mut entries = read(folder).map_err(unreadable(folder))?;
    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(entries)
}

fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |cause| Error::Unreadable { path, cause }
}

#[cfg(test)]
mod tests;
