//! The files of one submission, within limits.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{Error, Files, is_plain, unreadable};
use crate::trace::LIBRARIES;

/// The most that all sources of a submission may have together, in bytes: a hundred times a long one.
pub(crate) const MOST_BYTES: u64 = 1024 * 1024;

/// The most files that are taken.
pub(crate) const MOST_FILES: usize = 200;

/// The longest path of a file in a submission, in bytes: there is room for it wherever it is built.
pub(crate) const LONGEST_PATH: usize = 1000;

/// How deep folders may lie in each other.
pub(super) const DEEPEST: usize = 16;

/// What has been taken so far.
#[derive(Default)]
pub(crate) struct Taken {
    pub(crate) files: Files,
    bytes: u64,
    pub(super) left_aside: Vec<String>,
    /// What is there and is no file or folder.
    pub(super) links: Vec<String>,
}

impl Taken {
    /// Takes a folder with all that is in it.
    pub(super) fn folder(&mut self, from: &Path, inside: &Path, depth: usize) -> Result<(), Error> {
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
    pub(super) fn loose(&mut self, from: &Path) -> Result<(), Error> {
        for (path, kind) in entries(from)? {
            let is_source = path.extension().is_some_and(|extension| extension == "rs");
            let Some(name) = path.file_name().filter(|_| is_source) else {
                continue;
            };
            match kind.is_file().then(|| loose_source(name)).flatten() {
                Some(BUILD_SCRIPT) => {}
                Some(plain) => self.file(&path, plain.into())?,
                None => self.link(name.display().to_string())?,
            }
        }
        Ok(())
    }

    /// Takes a file.
    pub(super) fn file(&mut self, from: &Path, inside: PathBuf) -> Result<(), Error> {
        let mut bytes = Vec::new();
        let left = MOST_BYTES - self.bytes;
        File::open(from)
            .and_then(|file| file.take(left + 1).read_to_end(&mut bytes))
            .map_err(unreadable(from))?;
        self.add(inside, bytes)
    }

    /// Takes a file with this path in the crate, and with these bytes, as far as they were read.
    ///
    /// # Errors
    /// When that is too much, or the path is none that a source may have.
    pub(crate) fn add(&mut self, inside: PathBuf, bytes: Vec<u8>) -> Result<(), Error> {
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

    /// The file that a program of this name begins with, if one is there.
    pub(crate) fn root(&self, name: &str) -> Option<PathBuf> {
        let has = |path: &str| self.files.iter().any(|(file, _)| file == Path::new(path));
        let known = [
            format!("src/bin/{name}.rs"),
            format!("src/bin/{name}/main.rs"),
            "src/main.rs".to_owned(),
            format!("{name}.rs"),
            "main.rs".to_owned(),
        ];
        let root = known.into_iter().find(|path| has(path)).map(PathBuf::from);
        root.or_else(|| self.only_program())
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

    pub(super) fn warnings(&self) -> Vec<String> {
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

/// What Cargo would run before it compiles.
pub(crate) const BUILD_SCRIPT: &str = "build.rs";

/// The name of a source that lies in no folder, if it is a plain one.
pub(crate) fn loose_source(name: &OsStr) -> Option<&str> {
    name.to_str().filter(|name| is_plain(name))
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
