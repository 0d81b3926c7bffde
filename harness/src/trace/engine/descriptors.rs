//! What the file descriptors of a process lead to: whether somebody outside of the program can have a part
//! in what comes from there.

use std::collections::HashSet;
use std::fs;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

use nix::unistd::Pid;

use crate::trace::proc_text;

/// The files that a program was started with: others have them, too.
#[derive(Debug, Default)]
pub(in crate::trace) struct Inherited(HashSet<PathBuf>);

impl Inherited {
    /// Those of a process that has just been started. What nobody else writes to is left out.
    pub(in crate::trace) fn of(process: Pid) -> Self {
        let targets = fs::read_dir(format!("/proc/{process}/fd"));
        let targets = targets.into_iter().flatten().flatten();
        let targets = targets.filter_map(|entry| fs::read_link(entry.path()).ok());
        Self(targets.collect())
    }

    /// Whether somebody else may have a part in the standard input of this process.
    pub(in crate::trace) fn has_partner(process: Pid) -> bool {
        let input = PathBuf::from(format!("/proc/{process}/fd/0"));
        let kind = fs::metadata(&input).map(|about| about.file_type());
        let is_null = fs::read_link(&input).is_ok_and(|to| to == Path::new("/dev/null"));
        !is_null && kind.is_ok_and(|kind| !kind.is_file() && !kind.is_dir())
    }
}

/// Whether somebody outside these processes can have a part in what a descriptor waits for. `is_last` if
/// nothing else is left to happen: then that includes signals.
pub(in crate::trace) fn leads_out(
    process: Pid,
    descriptor: u64,
    inherited: &Inherited,
    processes: &HashSet<Pid>,
    is_last: bool,
) -> bool {
    let path = PathBuf::from(format!("/proc/{process}/fd/{}", descriptor as u32));
    let Ok(target) = fs::read_link(&path) else {
        return false;
    };
    let about = || {
        let about = proc_text::read(format!("/proc/{process}/fdinfo/{}", descriptor as u32));
        about.unwrap_or_default()
    };
    match target.to_str().unwrap_or_default() {
        "anon_inode:[eventpoll]" => {
            polled(&about()).any(|polled| leads_out(process, polled, inherited, processes, is_last))
        }
        "anon_inode:[eventfd]" | "anon_inode:[timerfd]" => false,
        "anon_inode:[signalfd]" => is_last,
        "anon_inode:[pidfd]" => {
            let about = about();
            let watched = proc_text::entry(&about, "Pid:").and_then(|pid| pid.parse().ok());
            !watched.is_some_and(|pid| processes.contains(&Pid::from_raw(pid)) || pid < 0)
        }
        // What they lead to is known from the kernel's tables, or was when they were connected.
        name if name.starts_with("socket:") => false,
        name if name.starts_with("pipe:") => inherited.0.contains(&target),
        name if name.starts_with("anon_inode:") => true,
        _ => file_leads_out(&path, &target, inherited, processes),
    }
}

/// The same of a file with a name.
fn file_leads_out(
    path: &Path,
    target: &Path,
    inherited: &Inherited,
    processes: &HashSet<Pid>,
) -> bool {
    let Ok(about) = fs::metadata(path) else {
        return false;
    };
    let kind = about.file_type();
    if kind.is_fifo() {
        return !is_held_twice((about.dev(), about.ino()), processes);
    }
    // A terminal of the program's own making is its own.
    kind.is_char_device() && inherited.0.contains(target) && target != Path::new("/dev/null")
}

/// Whether these processes have both ends of a pipe with a name.
fn is_held_twice(file: (u64, u64), processes: &HashSet<Pid>) -> bool {
    let folders = processes.iter().map(|one| format!("/proc/{one}/fd"));
    let entries = folders
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .flatten();
    let held = entries.filter(|entry| {
        fs::metadata(entry.path()).is_ok_and(|about| (about.dev(), about.ino()) == file)
    });
    held.take(2).count() == 2
}

/// Whether the memory at this address may be that of other processes, too.
pub(in crate::trace) fn is_shared(process: Pid, address: u64) -> bool {
    let maps = proc_text::read(format!("/proc/{process}/maps")).unwrap_or_default();
    proc_text::is_shared(&maps, address)
}

/// The descriptors that an `epoll` watches, as its `fdinfo` has them.
fn polled(about: &str) -> impl Iterator<Item = u64> {
    about.lines().filter_map(|line| {
        let target = line.strip_prefix("tfd:")?;
        target.split_ascii_whitespace().next()?.parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use std::os::fd::AsRawFd;

    use super::*;

    fn leads_out_here(descriptor: &impl AsRawFd, inherited: &Inherited) -> bool {
        let this = Pid::this();
        let descriptor = descriptor.as_raw_fd() as u64;
        leads_out(this, descriptor, inherited, &HashSet::from([this]), true)
    }

    #[test]
    fn a_pipe_leads_out_if_the_program_was_started_with_it() {
        let (reader, _writer) = std::io::pipe().unwrap();
        assert!(!leads_out_here(&reader, &Inherited::default()));
        assert!(leads_out_here(&reader, &Inherited::of(Pid::this())));
    }

    #[test]
    fn a_pipe_with_a_name_leads_out_unless_both_ends_are_here() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("fifo");
        nix::unistd::mkfifo(&path, nix::sys::stat::Mode::from_bits_truncate(0o600)).unwrap();
        let mut both = fs::OpenOptions::new();
        let first = both.read(true).write(true).open(&path).unwrap();
        assert!(leads_out_here(&first, &Inherited::default()));
        let _second = fs::OpenOptions::new().write(true).open(&path).unwrap();
        assert!(!leads_out_here(&first, &Inherited::default()));
    }

    #[test]
    fn a_plain_file_leads_nowhere() {
        let file = tempfile::tempfile().unwrap();
        assert!(!leads_out_here(&file, &Inherited::of(Pid::this())));
    }

    #[test]
    fn what_an_epoll_watches_is_read_from_what_is_said_of_it() {
        let about = "pos:\t0\nflags:\t02\ntfd:        5 events:       19 data: 5 pos:0 ino:1 sdev:1\n\
                     tfd:       12 events:        1 data: 0\n";
        assert_eq!(polled(about).collect::<Vec<_>>(), [5, 12]);
        assert_eq!(polled("tfd: x\n").count(), 0);
    }
}
