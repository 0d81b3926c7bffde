//! What the processes of a run use of the machine, counted from outside.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use nix::unistd::Pid;
use rustix::param::page_size;

use super::limits::{self, MOST_FILES};
use super::proc_text::{self, REMOVED};

/// What the processes of a run use.
#[derive(Debug, Clone, Copy)]
pub(super) struct Usage {
    /// Memory, in bytes; what several share counts for each.
    pub(super) memory: u64,
    /// Open files.
    pub(super) open: u64,
    /// Files and folders in the home, of which no more than a few too many are counted; `None` if some
    /// folder there cannot be listed.
    pub(super) files: Option<usize>,
    /// What lies in the home, in bytes, and what was removed from there and still takes room.
    pub(super) disk: u64,
}

/// Counts what these processes use, which have this folder for themselves.
pub(super) fn count(processes: &HashSet<Pid>, home: &Path) -> Usage {
    let (open, removed) = opened(processes, home);
    let mapped: u64 = processes
        .iter()
        .map(|one| removed_in_memory(*one, home))
        .sum();
    let lying = limits::usage(home, MOST_FILES);
    Usage {
        memory: resident(processes),
        open,
        files: lying.map(|(_, files)| files),
        disk: lying.map_or(0, |(bytes, _)| bytes) + removed + mapped,
    }
}

/// How many files these processes have open, and how many bytes those of them have that have been
/// removed from `home`.
fn opened(processes: &HashSet<Pid>, home: &Path) -> (u64, u64) {
    let folders = processes
        .iter()
        .map(|process| format!("/proc/{process}/fd"));
    let files = folders
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .flatten();
    let (mut open, mut removed) = (0, HashMap::new());
    for file in files {
        open += 1;
        let target = fs::read_link(file.path()).unwrap_or_default();
        if target.starts_with(home)
            && target.to_string_lossy().ends_with(REMOVED)
            && let Ok(about) = fs::metadata(file.path())
        {
            removed.insert((about.dev(), about.ino()), about.len());
        }
    }
    (open, removed.values().sum())
}

/// How many bytes of files removed from `home` a process has in its memory.
fn removed_in_memory(process: Pid, home: &Path) -> u64 {
    let maps = proc_text::read(format!("/proc/{process}/maps")).unwrap_or_default();
    proc_text::mapped_and_removed(&maps, &home.to_string_lossy())
}

/// How much memory these processes have, in bytes; what they share counts for each.
fn resident(processes: &HashSet<Pid>) -> u64 {
    let pages = |process: &Pid| {
        // size resident shared …
        let figures = fs::read_to_string(format!("/proc/{process}/statm")).ok()?;
        proc_text::figure(&figures, 1)
    };
    let pages: u64 = processes.iter().filter_map(pages).sum();
    pages * page_size() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_the_home_counts_and_what_was_removed_from_it_as_well() {
        let home = tempfile::tempdir().unwrap();
        let count = || count(&HashSet::from([Pid::this()]), home.path());
        fs::write(home.path().join("file"), [0; 600]).unwrap();
        assert_eq!((count().files, count().disk), (Some(1), 600));
        let open = fs::File::open(home.path().join("file")).unwrap();
        fs::remove_file(home.path().join("file")).unwrap();
        assert_eq!((count().files, count().disk), (Some(0), 600));
        drop(open);
        assert_eq!(count().disk, 0);
        assert!(count().memory > 0);
    }
}
