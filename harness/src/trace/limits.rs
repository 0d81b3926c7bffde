//! How much of the machine a run may use.

use std::fmt;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

#[cfg(target_os = "linux")]
use rustix::{
    io::Errno,
    process::{Pid, Resource, Rlimit, prlimit},
};

/// What a run may use, all its threads and processes together. What is `None` has no limit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limits {
    /// CPU time.
    pub cpu: Option<Duration>,
    /// Time as it passes, on whatever clock it runs.
    pub real: Option<Duration>,
    /// Memory, in bytes.
    pub memory: Option<u64>,
    /// Threads and processes at a time.
    pub tasks: Option<usize>,
    /// Open files.
    pub open_files: Option<u64>,
    /// What it prints, in bytes.
    pub output: Option<u64>,
    /// What it writes to files in its home, in bytes.
    pub disk: Option<u64>,
}

/// What of its limits a run has exceeded, and the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excess {
    /// CPU time.
    Cpu(Duration),
    /// Time as it passes.
    Real(Duration),
    /// Memory, in bytes.
    Memory(u64),
    /// Threads and processes at a time.
    Tasks(usize),
    /// What it printed, in bytes.
    Output(u64),
    /// What it wrote to files, in bytes.
    Disk(u64),
    /// How many files and folders it made.
    Files(usize),
    /// It made a folder of which nobody can tell what is in it.
    Unlistable,
    /// How many files it had open.
    OpenFiles(u64),
}

/// How many files and folders a run may leave in its home, if it may not fill it either: more than
/// anyone makes by hand, and few enough to be counted while it runs.
pub(super) const MOST_FILES: usize = 1000;

impl Limits {
    /// Tells the system what one process may use: what it can count itself, and enforce at once.
    ///
    /// # Errors
    /// When the process has gone, or the system does not allow that much.
    #[cfg(target_os = "linux")]
    pub(crate) fn impose(&self, process: Pid) -> Result<(), Errno> {
        let set = |resource, limit: Option<u64>| match limit {
            Some(_) => {
                let limit = Rlimit {
                    current: limit,
                    maximum: limit,
                };
                prlimit(Some(process), resource, limit).map(drop)
            }
            None => Ok(()),
        };
        // Whole seconds, and one to spare for whoever counts all processes together.
        set(Resource::Cpu, self.cpu.map(|cpu| cpu.as_secs() + 2))?;
        set(Resource::Data, self.memory)?;
        set(Resource::Nofile, self.open_files)?;
        set(Resource::Fsize, self.disk)?;
        // An image of a crashed program's memory would go to wherever the system keeps these.
        set(Resource::Core, self.disk.map(|_| 0))
    }
}

/// How much lies in a folder: bytes, and files and folders, of which no more than `most` are counted;
/// `None` if some folder in it cannot be listed, by its rights or for its depth.
pub(super) fn usage(folder: &Path, most: usize) -> Option<(u64, usize)> {
    let (mut bytes, mut files) = (0, 0);
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match folder.read_dir() {
            Ok(entries) => entries,
            // It has been removed meanwhile.
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                continue;
            }
            Err(_) => return None,
        };
        for entry in entries.flatten() {
            files += 1;
            if files > most {
                return Some((bytes, files));
            }
            if let Ok(about) = entry.metadata() {
                bytes += about.len();
                if about.is_dir() {
                    folders.push(entry.path());
                }
            }
        }
    }
    Some((bytes, files))
}

impl fmt::Display for Excess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mebibytes = |bytes: u64| bytes.div_ceil(1024 * 1024);
        match *self {
            Excess::Cpu(time) => write!(f, "computed for more than {} s", time.as_secs_f64()),
            Excess::Real(time) => {
                write!(f, "kept the machine for more than {} s", time.as_secs_f64())
            }
            Excess::Memory(bytes) => {
                write!(f, "took more than {} MiB of memory", mebibytes(bytes))
            }
            Excess::Tasks(tasks) => {
                write!(f, "had more than {tasks} threads and processes at a time")
            }
            Excess::Output(bytes) => write!(f, "printed more than {} MiB", mebibytes(bytes)),
            Excess::Disk(bytes) => {
                write!(f, "wrote more than {} MiB to files", mebibytes(bytes))
            }
            Excess::Files(files) => write!(f, "made more than {files} files"),
            Excess::Unlistable => write!(f, "made a folder that cannot be listed"),
            Excess::OpenFiles(files) => write!(f, "had more than {files} files open"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_lies_in_a_folder_is_counted_with_all_that_is_in_it_up_to_a_bound() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("inner")).unwrap();
        for name in ["one", "inner/two"] {
            fs::write(folder.path().join(name), [0; 1000]).unwrap();
        }
        let (bytes, files) = usage(folder.path(), 10).unwrap();
        assert!(bytes >= 2000, "{bytes}");
        assert_eq!(files, 3);
        assert_eq!(usage(folder.path(), 1).unwrap().1, 2);
        assert_eq!(usage(&folder.path().join("x".repeat(300)), 10), None);
    }

    #[test]
    fn an_excess_is_told_with_its_limit() {
        assert_eq!(
            Excess::Memory(512 * 1024 * 1024).to_string(),
            "took more than 512 MiB of memory"
        );
        assert_eq!(
            Excess::Cpu(Duration::from_secs(10)).to_string(),
            "computed for more than 10 s"
        );
    }
}
