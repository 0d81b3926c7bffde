//! Whether a program uses more than it may: all its threads and processes together, which the
//! system does not count.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use nix::unistd::Pid;
use rustix::param::page_size;

use super::Tracer;
use crate::trace::limits::{MOST_FILES, usage};
use crate::trace::proc_text::{self, REMOVED};
use crate::trace::{Command, End, Excess, Limits, Line};

/// How often memory and files are counted: in that time a program can write or touch about 100 MB.
const EVERY: Duration = Duration::from_millis(20);

/// What a program may use, and when that was last looked at.
#[derive(Debug, Default)]
pub(super) struct Guard {
    limits: Limits,
    home: Option<PathBuf>,
    begun: Option<Instant>,
    counted: Option<Instant>,
    /// How many bytes it has printed.
    pub(super) printed: u64,
}

impl Guard {
    pub(super) fn new(command: &Command) -> Self {
        Self {
            limits: command.limits.clone(),
            home: command.home.clone(),
            begun: Some(Instant::now()),
            ..Self::default()
        }
    }

    /// How a run ended, where the system has ended it because of a limit.
    pub(super) fn meaning(&self, end: End) -> End {
        match (end, &self.limits) {
            (
                End::Signalled(libc::SIGXFSZ),
                Limits {
                    disk: Some(disk), ..
                },
            ) => End::Exceeded(Excess::Disk(*disk)),
            (End::Signalled(libc::SIGXCPU), Limits { cpu: Some(cpu), .. }) => {
                End::Exceeded(Excess::Cpu(*cpu))
            }
            (end, _) => end,
        }
    }

    /// Whether it is time to count again what takes time to count.
    fn is_due(&mut self) -> bool {
        let is_due = self.counted.is_none_or(|counted| counted.elapsed() > EVERY);
        if is_due {
            self.counted = Some(Instant::now());
        }
        is_due
    }

    /// Whether it has written more to its home than it may. `open` is what it has only open or in
    /// its memory any more, because it has removed it.
    fn written(&self, open: u64) -> Option<Excess> {
        let (home, limit) = (self.home.as_ref()?, self.limits.disk?);
        let Some((bytes, files)) = usage(home, MOST_FILES) else {
            return Some(Excess::Unlistable);
        };
        let bytes = bytes + open;
        if files > MOST_FILES {
            return Some(Excess::Files(MOST_FILES));
        }
        (bytes > limit).then_some(Excess::Disk(limit))
    }
}

impl<F: FnMut(&Line)> Tracer<F> {
    /// What the program uses too much of, if it does.
    pub(super) fn excess(&mut self) -> Option<Excess> {
        let Limits {
            cpu,
            real,
            memory,
            tasks,
            output,
            ..
        } = self.guard.limits;
        if let Some(tasks) = tasks.filter(|tasks| self.tracees.len() > *tasks) {
            return Some(Excess::Tasks(tasks));
        }
        if let Some(output) = output.filter(|output| self.guard.printed > *output) {
            return Some(Excess::Output(output));
        }
        if let Some(cpu) = cpu
            && Duration::from_nanos(self.clock.cpu()) > cpu
        {
            return Some(Excess::Cpu(cpu));
        }
        if let (Some(real), Some(begun)) = (real, self.guard.begun)
            && begun.elapsed() > real
        {
            return Some(Excess::Real(real));
        }
        if !self.guard.is_due() {
            return None;
        }
        if let Some(memory) = memory
            && resident(&self.processes()) > memory
        {
            return Some(Excess::Memory(memory));
        }
        let processes = self.processes();
        let home = self.guard.home.clone().unwrap_or_default();
        let (open, removed) = opened(&processes, &home);
        if let Some(limit) = self.guard.limits.open_files.filter(|limit| open > *limit) {
            return Some(Excess::OpenFiles(limit));
        }
        let mapped: u64 = processes
            .iter()
            .map(|one| removed_in_memory(one, &home))
            .sum();
        self.guard.written(removed + mapped)
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
fn removed_in_memory(process: &Pid, home: &Path) -> u64 {
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

    const LIMITS: Limits = Limits {
        cpu: Some(Duration::from_secs(10)),
        real: None,
        memory: None,
        tasks: None,
        open_files: None,
        output: None,
        disk: Some(1000),
    };

    fn guard(limits: Limits, home: Option<&Path>) -> Guard {
        Guard {
            limits,
            home: home.map(Path::to_owned),
            ..Guard::default()
        }
    }

    #[test]
    fn a_signal_by_which_the_system_enforces_a_limit_is_that_limit() {
        let meaning = |limits, signal| guard(limits, None).meaning(End::Signalled(signal));
        let cpu = Excess::Cpu(Duration::from_secs(10));
        assert_eq!(meaning(LIMITS, libc::SIGXCPU), End::Exceeded(cpu));
        assert_eq!(
            meaning(LIMITS, libc::SIGXFSZ),
            End::Exceeded(Excess::Disk(1000))
        );
        assert_eq!(
            meaning(LIMITS, libc::SIGKILL),
            End::Signalled(libc::SIGKILL)
        );
        let raised = meaning(Limits::default(), libc::SIGXCPU);
        assert_eq!(raised, End::Signalled(libc::SIGXCPU), "there was no limit");
        assert_eq!(guard(LIMITS, None).meaning(End::Exited(0)), End::Exited(0));
    }

    #[test]
    fn what_is_only_open_counts_with_what_lies_in_the_home() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("file"), [0; 600]).unwrap();
        let guard = guard(LIMITS, Some(home.path()));
        assert_eq!(guard.written(400), None);
        assert_eq!(guard.written(401), Some(Excess::Disk(1000)));
    }
}
