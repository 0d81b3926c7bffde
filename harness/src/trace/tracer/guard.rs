//! Whether a program uses more than it may: all its threads and processes together, which the
//! system does not count.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use nix::unistd::Pid;
use rustix::param::page_size;

use super::Tracer;
use crate::trace::limits::{MOST_FILES, usage};
use crate::trace::{Command, Excess, Limits, Line};

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

    /// Whether it is time to count again what takes time to count.
    fn is_due(&mut self) -> bool {
        let is_due = self.counted.is_none_or(|counted| counted.elapsed() > EVERY);
        if is_due {
            self.counted = Some(Instant::now());
        }
        is_due
    }

    /// Whether it has written more to its home than it may.
    fn written(&self) -> Option<Excess> {
        let (home, limit) = (self.home.as_ref()?, self.limits.disk?);
        let (bytes, files) = usage(home, MOST_FILES);
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
        self.guard.written()
    }
}

/// How much memory these processes have, in bytes; what they share counts for each.
fn resident(processes: &HashSet<Pid>) -> u64 {
    let pages = |process: &Pid| {
        // size resident shared …
        let figures = fs::read_to_string(format!("/proc/{process}/statm")).ok()?;
        figures.split_ascii_whitespace().nth(1)?.parse::<u64>().ok()
    };
    let pages: u64 = processes.iter().filter_map(pages).sum();
    pages * page_size() as u64
}
