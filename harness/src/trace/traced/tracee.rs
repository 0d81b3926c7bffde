//! One thread of the traced program.

use nix::unistd::Pid;

use crate::trace::Nanos;
use crate::trace::engine::proc_stat::{ProcStat, Sample};
use crate::trace::engine::{Registers, Syscall, Thread};
use crate::trace::proc_text;
use crate::trace::stack::Stack;
use crate::trace::syscalls::{Disarm, Told, Wait};

/// How much a thread must compute at a stretch to count as busy: 10 ms of CPU.
pub(super) const BUSY: Nanos = 10_000_000;

/// For how many threads the files that tell of them stay open: most programs have few, and those of
/// many programs must not be more than a process may have open.
const KEPT_OPEN: usize = 64;

/// A thread of the program.
#[derive(Debug)]
pub(super) struct Tracee {
    /// The process that it belongs to.
    pub(super) process: Pid,
    pub(super) stat: ProcStat,
    /// Whether its process has never had another thread.
    pub(super) is_only: bool,
    pub(super) state: State,
    /// A wait that a signal has interrupted, or that was only tried: if the thread makes the same
    /// syscall again, it is the same wait.
    pub(super) unfinished: Option<Box<Waiting>>,
    /// Since when it has been computing: the time, and its CPU time then.
    pub(super) since: (Nanos, Nanos),
    /// CPU time of its that was the tracer's doing.
    pub(super) refunded: Nanos,
    /// The CPU time of its process when it last waited, or its event loop turned.
    pub(super) turned: Nanos,
    /// Its stack in the middle of this stretch, once that is long enough to ask.
    pub(super) sample: Option<Stack>,
    /// Its stack when it read the clock last in this stretch, which tells less.
    pub(super) glimpse: Option<Stack>,
}

/// What a thread is doing.
#[derive(Debug)]
pub(super) enum State {
    /// It runs, or is in a syscall that says nothing about time.
    Running,
    Waiting(Box<Waiting>),
    /// The kernel tells it something by clocks of its own.
    Told(Told),
    /// It was stopped by a signal, until another lets it continue.
    Stopped,
}

/// A wait under way.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    pub(super) wait: Wait,
    pub(super) from: Nanos,
    pub(super) deadline: Option<Nanos>,
    /// The registers as the program has them: the arguments that it passed, and its stack.
    pub(super) arguments: Registers,
    pub(super) stage: Stage,
}

/// How far a wait has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// It is looked whether it must wait at all.
    Probed,
    Asleep,
    /// Its time is over, and it is being interrupted.
    Over,
    /// It was interrupted for a look at it, and is about to make the syscall again.
    Entering,
}

impl Waiting {
    /// Whether nothing but a signal can end it before its time.
    pub(super) fn is_sleep(&self) -> bool {
        self.wait.disarm == Disarm::Pause
    }
}

impl Tracee {
    pub(super) fn new(thread: Thread, threads: usize, now: Nanos) -> (Self, String) {
        let id = thread.id();
        let status = proc_text::read(format!("/proc/{id}/status")).unwrap_or_default();
        let entry = |key| proc_text::entry(&status, key).unwrap_or_default();
        let process = entry("Tgid:").parse().map_or(id, Pid::from_raw);
        let name = entry("Name:").to_owned();
        let stat = ProcStat::new(id, threads < KEPT_OPEN);
        let tracee = Self {
            process,
            since: (now, 0),
            stat,
            state: State::Running,
            unfinished: None,
            is_only: false,
            refunded: 0,
            turned: 0,
            sample: None,
            glimpse: None,
        };
        (tracee, name)
    }

    /// CPU time that it has used for itself.
    pub(super) fn cpu(&self) -> Nanos {
        self.stat.cpu().saturating_sub(self.refunded)
    }

    /// How long it has been computing since it waited last.
    pub(super) fn computed(&self) -> Nanos {
        self.cpu().saturating_sub(self.since.1)
    }

    /// Whether that is long enough to count.
    pub(super) fn is_busy(&self) -> bool {
        self.computed() >= BUSY
    }

    /// Whether it is, and nobody has looked at its stack yet.
    pub(super) fn wants_sample(&self) -> bool {
        self.sample.is_none() && self.is_busy()
    }

    /// Whether it is not in a wait that something has just ended, nor let continue a moment ago.
    pub(super) fn is_held(&self) -> bool {
        match &self.state {
            // Once woken, these do not look again whether they have to sleep.
            State::Waiting(waiting)
                if waiting.is_sleep() || waiting.wait.syscall == Syscall::Futex =>
            {
                self.stat.seems_asleep()
            }
            State::Waiting(_) => self.stat.sample() != Sample::Awake,
            State::Stopped => self.stat.is_stopped(),
            State::Running | State::Told(_) => false,
        }
    }

    /// Begins a stretch of computing, at a time and a CPU time.
    pub(super) fn resume(&mut self, now: Nanos, cpu: Nanos) {
        self.since = (now, cpu);
        self.sample = None;
        self.glimpse = None;
    }

    /// Begins a stretch of computing after a wait, which takes no CPU time.
    pub(super) fn resume_after_wait(&mut self, now: Nanos) {
        self.resume(now, self.since.1);
    }
}
