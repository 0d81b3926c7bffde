//! What the system tells of a thread: whether it is asleep, and the CPU time that it has used.

use std::cell::OnceCell;
use std::fs::File;
use std::os::unix::fs::FileExt;

use nix::unistd::Pid;

use super::{Syscall, arch};
use crate::trace::Nanos;
use crate::trace::proc_text;

/// The files under `/proc` that tell of a thread. They are read so often that they stay open, once one
/// has been asked for.
#[derive(Debug)]
pub(in crate::trace) struct ProcStat {
    thread: Pid,
    /// Whether they stay open.
    is_kept: bool,
    schedstat: OnceCell<Option<File>>,
    stat: OnceCell<Option<File>>,
    syscall: OnceCell<Option<File>>,
}

/// What a thread is found to be doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::trace) enum Sample {
    /// It runs, or is about to.
    Awake,
    /// It has ended, and nothing but its number is there.
    Gone,
    /// It is asleep in this syscall, and has been on a core so many times.
    Asleep {
        syscall: u64,
        arguments: [u64; 6],
        turns: u64,
    },
}

impl ProcStat {
    /// Those of a thread; `is_kept` if the files may stay open.
    pub(in crate::trace) fn new(thread: Pid, is_kept: bool) -> Self {
        Self {
            thread,
            is_kept,
            schedstat: OnceCell::new(),
            stat: OnceCell::new(),
            syscall: OnceCell::new(),
        }
    }

    /// Tells whether it is asleep.
    ///
    /// Its state alone does not tell. A thread that is about to sleep counts as asleep already, and
    /// may find that there is no need to; meanwhile it runs, or another one has taken its core. The
    /// kernel tells what it sleeps in only once it is off its core. If it has had no turn on one
    /// since, and its state is as it should be, it is still there.
    pub(in crate::trace) fn sample(&self) -> Sample {
        match self.state() {
            // A first thread that has ended stays until all others have.
            Some('Z') => return Sample::Gone,
            state if !self.is_asleep(state) => return Sample::Awake,
            _ => {}
        }
        let turns = self.turns();
        match (self.asleep_in(), turns) {
            (Some((syscall, arguments)), Some(turns))
                if self.seems_asleep() && self.turns() == Some(turns) =>
            {
                Sample::Asleep {
                    syscall,
                    arguments,
                    turns,
                }
            }
            _ => Sample::Awake,
        }
    }

    /// Whether its state is that of a thread that sleeps, or is about to.
    pub(in crate::trace) fn seems_asleep(&self) -> bool {
        self.is_asleep(self.state())
    }

    fn is_asleep(&self, state: Option<char>) -> bool {
        match state {
            Some('S') => true,
            // It waits until its child has become another program, or has ended.
            Some('D') => self.is_starting(),
            _ => false,
        }
    }

    /// Whether it is stopped, or has ended. Who lets it continue has made it ready to run by then, and that is
    /// reported as soon as it gets to a core.
    pub(in crate::trace) fn is_stopped(&self) -> bool {
        matches!(self.state(), Some('t' | 'T' | 'Z'))
    }

    /// Whether it waits until its child has become another program, or has ended.
    fn is_starting(&self) -> bool {
        let syscall = self
            .asleep_in()
            .and_then(|(number, _)| arch::syscall(number));
        matches!(
            syscall,
            Some(Syscall::Vfork | Syscall::Clone | Syscall::Clone3)
        )
    }

    /// The syscall that it is in, and its arguments, once it is off its core.
    fn asleep_in(&self) -> Option<(u64, [u64; 6])> {
        self.read("syscall", &self.syscall, proc_text::syscall)
    }

    fn state(&self) -> Option<char> {
        self.read("stat", &self.stat, proc_text::state)
    }

    fn turns(&self) -> Option<u64> {
        self.figure(2)
    }

    /// CPU time that it has used.
    pub(in crate::trace) fn cpu(&self) -> Nanos {
        self.figure(0).unwrap_or_default()
    }

    /// How long it was ready to run but no core was free for it.
    pub(in crate::trace) fn starved(&self) -> Option<Nanos> {
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
        kept: &OnceCell<Option<File>>,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let mut bytes = [0; 256];
        let open = || open(self.thread, name);
        let length = match self.is_kept {
            true => kept.get_or_init(open).as_ref()?.read_at(&mut bytes, 0),
            false => open()?.read_at(&mut bytes, 0),
        };
        parse(&String::from_utf8_lossy(&bytes[..length.ok()?]))
    }
}

fn open(thread: Pid, name: &str) -> Option<File> {
    File::open(format!("/proc/{thread}/task/{thread}/{name}")).ok()
}
