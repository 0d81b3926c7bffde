//! What the system tells of a thread: whether it is asleep, and the CPU time that it has used.

use std::fs::File;
use std::os::unix::fs::FileExt;

use nix::unistd::Pid;

use super::call::Nanos;
use crate::trace::proc_text;

/// The files under `/proc` that tell of a thread. They are read so often that they stay open.
#[derive(Debug)]
pub(super) struct Vitals {
    thread: Pid,
    schedstat: Option<File>,
    stat: Option<File>,
    syscall: Option<File>,
}

/// What a thread is found to be doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// It runs, or is about to.
    Awake,
    /// It has ended, and nothing but its number is there.
    Gone,
    /// It is asleep in this call, and has been on a core so many times.
    Asleep { call: u64, turns: u64 },
}

impl Vitals {
    /// Those of a thread, one of so many.
    pub(super) fn new(thread: Pid, threads: usize) -> Self {
        // Most programs have few, and the files of many programs must not be more than a process
        // may have open. The state is asked for most.
        let opened = |name, most| open(thread, name).filter(|_| threads < most);
        Self {
            thread,
            schedstat: opened("schedstat", 32),
            stat: opened("stat", 128),
            syscall: opened("syscall", 32),
        }
    }

    /// Looks whether it is asleep.
    ///
    /// Its state alone does not tell. A thread that is about to sleep counts as asleep already, and
    /// may find that there is no need to; meanwhile it runs, or another one has taken its core. The
    /// kernel tells what it sleeps in only once it is off its core. If it has had no turn on one
    /// since, and its state is as it should be, it is still there.
    pub(super) fn look(&self) -> Look {
        // A first thread that has ended stays until all others have.
        if self.state() == Some('Z') {
            return Look::Gone;
        }
        if !self.seems_asleep() {
            return Look::Awake;
        }
        let turns = self.turns();
        match (self.call(), turns) {
            (Some(call), Some(turns)) if self.seems_asleep() && self.turns() == Some(turns) => {
                Look::Asleep { call, turns }
            }
            _ => Look::Awake,
        }
    }

    /// Whether its state is that of a thread that sleeps, or is about to.
    pub(super) fn seems_asleep(&self) -> bool {
        match self.state() {
            Some('S') => true,
            // It waits until its child has become another program, or has ended.
            Some('D') => self.call() == Some(libc::SYS_vfork as u64),
            _ => false,
        }
    }

    /// Whether it is stopped, or has ended. Who lets it continue has made it ready to run by then, and that is
    /// reported as soon as it gets to a core.
    pub(super) fn is_stopped(&self) -> bool {
        matches!(self.state(), Some('t' | 'T' | 'Z'))
    }

    /// The call that it is in, once it is off its core.
    fn call(&self) -> Option<u64> {
        // The number and the arguments; else "running", or -1.
        self.read("syscall", &self.syscall, |text| proc_text::figure(text, 0))
    }

    fn state(&self) -> Option<char> {
        self.read("stat", &self.stat, proc_text::state)
    }

    fn turns(&self) -> Option<u64> {
        self.figure(2)
    }

    /// CPU time that it has used.
    pub(super) fn cpu(&self) -> Nanos {
        self.figure(0).unwrap_or_default()
    }

    /// How long it was ready to run but no core was free for it.
    pub(super) fn starved(&self) -> Option<Nanos> {
        self.figure(1)
    }

    /// CPU time, time without a core, or turns on one.
    fn figure(&self, place: usize) -> Option<u64> {
        self.read("schedstat", &self.schedstat, |text| {
            proc_text::figure(text, place)
        })
    }

    fn read<T>(
        &self,
        name: &str,
        opened: &Option<File>,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let mut bytes = [0; 256];
        let length = match opened {
            Some(file) => file.read_at(&mut bytes, 0),
            None => open(self.thread, name)?.read_at(&mut bytes, 0),
        };
        parse(&String::from_utf8_lossy(&bytes[..length.ok()?]))
    }
}

fn open(thread: Pid, name: &str) -> Option<File> {
    File::open(format!("/proc/{thread}/task/{thread}/{name}")).ok()
}
