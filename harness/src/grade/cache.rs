//! What the compiler made of submissions, so that the same sources are compiled once.
//!
//! An entry is a folder with a compiled program in it, or with the error that the compiler found. Its
//! name is the digest of all that the compiler is given: the sources, the words it is called with, what
//! it may use, the toolchain, and the dependencies. Beside its content stands the content's own digest.
//!
//! The harness writes an entry from what the confined compiler has left, after that has ended. It makes
//! the entry under another name, and then gives it its own in one step, so that several harnesses never
//! see each other's half an entry. It believes none: a program is held against its digest each time, and
//! one that does not match is compiled anew.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Options;
use super::compile::{Compiled, PROGRAM};
use super::intake::Sources;
use super::workshop::Workshop;
use crate::build::CompileError;
use crate::hex::hex;

/// What all entries may take together, in bytes. A program of an example's size takes 6 MB, so that a
/// class of three hundred has room.
const MOST: u64 = 2 * 1024 * 1024 * 1024;

/// The file of an entry that says what it is; its program, if it has one, lies beside it.
const ABOUT: &str = "about.json";

/// How the name of an entry begins that is being made, or taken away.
const UNFINISHED: &str = ".unfinished-";

/// How much of a program is read at a time, in bytes.
const READ: usize = 64 * 1024;

/// After this time nobody works at an unfinished entry any more: whoever did was killed.
const ABANDONED: Duration = Duration::from_secs(3600);

/// Compiled submissions by what they were compiled from.
pub(super) struct Cache {
    folder: PathBuf,
    /// What all entries may take together, in bytes.
    most: u64,
    /// What they take, as far as this harness knows.
    size: Mutex<u64>,
    /// What all keys have in common.
    base: Sha256,
}

/// What is said of an entry.
#[derive(Serialize, Deserialize)]
enum About {
    /// The digest of its program.
    Program(String),
    /// The error, and the digest of how it reads as JSON.
    Wrong(CompileError, String),
}

impl Cache {
    /// The cache of an exercise whose dependencies are built below `target`; `None` where nothing may be
    /// kept, because the compiler could read what no key knows of.
    pub(super) fn open(target: &Path, workshop: &Workshop, options: &Options) -> Option<Self> {
        if !options.is_cached || !options.is_sandboxed {
            return None;
        }
        let folder = target.join("cache");
        fs::create_dir_all(&folder).ok()?;
        let mut base = Sha256::new();
        base.update(format!(
            "{:?} {:?} {:?}",
            workshop.arguments, workshop.library_name, options.build
        ));
        // A file that is made anew has another time. To read them all would take longer than to compile.
        let linker = PathBuf::from("/usr/bin/cc").canonicalize();
        let toolchain = files(&workshop.sysroot.join("lib")).chain([workshop.rustc.clone()]);
        let dependencies = workshop.dependencies.iter().cloned();
        for file in dependencies.chain(toolchain).chain(linker) {
            let about = fs::metadata(&file).ok();
            let about = about.map(|about| (about.len(), about.mtime(), about.mtime_nsec()));
            base.update(format!("{file:?} {about:?}"));
        }
        let cache = Self {
            size: Mutex::new(0),
            most: MOST,
            folder,
            base,
        };
        cache.trim();
        Some(cache)
    }

    /// What tells these sources from all others, as far as the compiler can see them.
    pub(super) fn key(&self, workshop: &Workshop, sources: &Sources, name: &str) -> String {
        let mut hash = self.base.clone();
        hash.update(format!("{name:?} {:?} {:?}", sources.root, sources.library));
        hash.update(&workshop.manifest);
        sources.hash_into(&mut hash);
        hex(&hash.finalize())
    }

    /// What the compiler has made of the sources with this key; a program is then at `program`.
    pub(super) fn find(&self, key: &str, program: &Path) -> Option<Compiled> {
        let entry = self.folder.join(key);
        let about = fs::read(entry.join(ABOUT)).ok()?;
        let compiled = match serde_json::from_slice(&about) {
            Ok(About::Program(expected)) => {
                place(&entry.join(PROGRAM), program).ok();
                let is_whole = digest(program).is_ok_and(|found| found == expected);
                is_whole.then(|| Compiled::Program(program.to_owned()))
            }
            Ok(About::Wrong(error, expected)) => {
                let is_whole = digest_of(&error).is_some_and(|found| found == expected);
                is_whole.then_some(Compiled::Wrong(error))
            }
            Err(_) => None,
        };
        if compiled.is_none() {
            let _ = fs::remove_file(program);
            self.remove(&entry);
        } else if let Ok(entry) = File::open(entry) {
            // The one that has not been used for longest goes first.
            let _ = entry.set_modified(SystemTime::now());
        }
        compiled
    }

    /// Keeps what the compiler has made of the sources with this key, if that is so every time. Where
    /// there is no room, nothing is kept, and nothing is lost but time.
    pub(super) fn keep(&self, key: &str, compiled: &Compiled) {
        let about = match compiled {
            Compiled::Program(program) => digest(program).ok().map(About::Program),
            // An error without a place in the sources may be the machine's: the linker had no room.
            Compiled::Wrong(error) if error.place.is_some() => {
                digest_of(error).map(|digest| About::Wrong(error.clone(), digest))
            }
            _ => None,
        };
        let Some(about) = about else { return };
        let made = || -> io::Result<u64> {
            let entry = tempfile::Builder::new()
                .prefix(UNFINISHED)
                .tempdir_in(&self.folder)?;
            if let Compiled::Program(program) = compiled {
                place(program, &entry.path().join(PROGRAM))?;
            }
            fs::write(entry.path().join(ABOUT), serde_json::to_vec(&about)?)?;
            let size = size(entry.path());
            // If another harness was faster, its entry stays.
            fs::rename(entry.path(), self.folder.join(key))?;
            Ok(size)
        };
        if let Ok(size) = made()
            && let Ok(mut all) = self.size.lock()
        {
            *all += size;
            let is_full = *all > self.most;
            drop(all);
            if is_full {
                self.trim();
            }
        }
    }

    /// Removes entries until the rest has room, the longest unused first.
    fn trim(&self) {
        let mut entries = Vec::new();
        for path in files(&self.folder) {
            let used = fs::metadata(&path).and_then(|about| about.modified());
            let used = used.unwrap_or(SystemTime::UNIX_EPOCH);
            match is_unfinished(&path) {
                true if used.elapsed().is_ok_and(|age| age > ABANDONED) => {
                    let _ = fs::remove_dir_all(path);
                }
                true => {}
                false => entries.push((used, size(&path), path)),
            }
        }
        entries.sort();
        let mut all: u64 = entries.iter().map(|(_, size, _)| size).sum();
        for (_, size, path) in entries {
            if all <= self.most {
                break;
            }
            self.remove(&path);
            all -= size;
        }
        if let Ok(mut size) = self.size.lock() {
            *size = all;
        }
    }

    /// Takes an entry away in one step: nobody sees a half of it.
    fn remove(&self, entry: &Path) {
        let aside = tempfile::Builder::new()
            .prefix(UNFINISHED)
            .tempdir_in(&self.folder);
        if let Ok(aside) = aside {
            // The folder that it takes the place of is empty.
            let _ = fs::rename(entry, aside.path());
        }
    }
}

fn is_unfinished(entry: &Path) -> bool {
    let name = entry.file_name().unwrap_or_default();
    name.to_string_lossy().starts_with(UNFINISHED)
}

/// What lies in a folder, in the order of the names.
fn files(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.path()).collect();
    files.sort();
    files.into_iter()
}

/// What the files of an entry take, in bytes.
fn size(entry: &Path) -> u64 {
    let sizes = files(entry).filter_map(|file| Some(fs::metadata(file).ok()?.len()));
    sizes.sum()
}

/// Gives a file a second place: as a link, or, where the places are on different disks, as a copy.
///
/// A copy is made by another process. A file that this one has open for writing could be inherited by
/// whatever another thread starts at that moment, and the system executes no file that is open for
/// writing.
fn place(from: &Path, to: &Path) -> io::Result<()> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    let copied = Command::new("cp").arg("--").args([from, to]).output()?;
    match copied.status.success() {
        true => Ok(()),
        false => Err(io::Error::other(
            String::from_utf8_lossy(&copied.stderr).into_owned(),
        )),
    }
}

fn digest(file: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut reader = BufReader::with_capacity(READ, File::open(file)?);
    while let bytes = reader.fill_buf()?
        && !bytes.is_empty()
    {
        hash.update(bytes);
        let read = bytes.len();
        reader.consume(read);
    }
    Ok(hex(&hash.finalize()))
}

fn digest_of(error: &CompileError) -> Option<String> {
    let json = serde_json::to_vec(error).ok()?;
    Some(hex(&Sha256::digest(json)))
}

#[cfg(test)]
mod tests;
