//! One thread of the traced program, and what is recorded of it.

use libc::user_regs_struct as Registers;
use nix::unistd::Pid;

use super::call::{Nanos, Wait};
use super::vitals::{Look, Vitals};
use crate::trace::proc_text;
use crate::trace::stack::Stack;

/// How much a thread must compute at a stretch to count as busy: 10 ms of CPU.
pub(super) const BUSY: Nanos = 10_000_000;

/// A thread of the program.
#[derive(Debug)]
pub(super) struct Tracee {
    /// The process that it belongs to.
    pub(super) process: Pid,
    pub(super) vitals: Vitals,
    pub(super) state: State,
    /// The deadline and the arguments of a wait that a signal has interrupted: without a handler
    /// the kernel makes the call again, and it is the same wait.
    pub(super) interrupted: Option<(Option<Nanos>, Registers)>,
    /// Since when it has been computing: the time, and its CPU time then.
    pub(super) since: (Nanos, Nanos),
    /// Its stack in the middle of this stretch, once that is long enough to ask.
    pub(super) sample: Option<Stack>,
    /// Its stacks when it read the clock since it waited last.
    pub(super) looks: Vec<Stack>,
    pub(super) record: Record,
}

/// What a thread is doing.
#[derive(Debug)]
pub(super) enum State {
    /// It runs, or is in a call that says nothing about time.
    Running,
    Waiting(Box<Waiting>),
    /// It was stopped by a signal, until another lets it continue.
    Stopped,
}

/// A wait under way.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) wait: Wait,
    pub(super) from: Nanos,
    pub(super) deadline: Option<Nanos>,
    /// The registers as the program has them: the arguments that it passed, and its stack.
    pub(super) arguments: Registers,
    /// Whether its time is over, and it is being interrupted.
    pub(super) is_over: bool,
    /// Whether it was interrupted for a look at it, and is about to make the call again.
    pub(super) is_entering: bool,
}

/// What a thread has done.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// Whether its process is the one that was started, and not a child of that.
    pub(super) is_own: bool,
    pub(super) name: String,
    pub(super) from: Nanos,
    pub(super) to: Nanos,
    pub(super) waits: Vec<Waited>,
    pub(super) computed: Vec<Computed>,
}

/// A wait that is over.
#[derive(Debug)]
pub(super) struct Waited {
    pub(super) from: Nanos,
    pub(super) to: Nanos,
    pub(super) call: &'static str,
    pub(super) stack: Stack,
    /// The stacks when the clock was read before it, since the wait before.
    pub(super) looks: Box<[Stack]>,
}

/// A stretch of computing that is over.
#[derive(Debug)]
pub(super) struct Computed {
    pub(super) from: Nanos,
    pub(super) to: Nanos,
    pub(super) cpu: Nanos,
    pub(super) stack: Stack,
}

impl Tracee {
    pub(super) fn new(thread: Pid, vitals: Vitals, now: Nanos) -> Self {
        let status = proc_text::read(format!("/proc/{thread}/status")).unwrap_or_default();
        let entry = |key| proc_text::entry(&status, key).unwrap_or_default();
        let process = entry("Tgid:").parse().map_or(thread, Pid::from_raw);
        let record = Record {
            name: entry("Name:").to_owned(),
            from: now,
            to: now,
            ..Record::default()
        };
        Self {
            process,
            since: (now, vitals.cpu()),
            vitals,
            state: State::Running,
            interrupted: None,
            sample: None,
            looks: Vec::new(),
            record,
        }
    }

    /// How long it has been computing since it waited last.
    pub(super) fn computed(&self) -> Nanos {
        self.vitals.cpu().saturating_sub(self.since.1)
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
                if ["futex", "clock_nanosleep"].contains(&waiting.wait.name) =>
            {
                self.vitals.seems_asleep()
            }
            State::Waiting(_) => self.vitals.look() != Look::Awake,
            State::Stopped => self.vitals.is_stopped(),
            State::Running => true,
        }
    }

    /// Begins a stretch of computing, at a time and a CPU time.
    pub(super) fn resume(&mut self, now: Nanos, cpu: Nanos) {
        self.since = (now, cpu);
        self.sample = None;
    }

    /// Begins a stretch of computing after a wait, which takes no CPU time.
    pub(super) fn resume_after_wait(&mut self, now: Nanos) {
        self.resume(now, self.since.1);
    }

    /// Notes what can be known only while the thread is there.
    pub(super) fn note_name(&mut self, thread: Pid) {
        if let Ok(name) = proc_text::read(format!("/proc/{thread}/comm")) {
            self.record.name = name.trim_end().to_owned();
        }
    }
}
