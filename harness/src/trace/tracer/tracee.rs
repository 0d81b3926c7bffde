//! One thread of the traced program, and what is recorded of it.

use std::fs;

use libc::user_regs_struct as Registers;
use nix::unistd::Pid;

use super::call::{Nanos, Wait};
use crate::trace::stack::Address;

/// How much a thread must compute at a stretch to count as busy: 10 ms of CPU.
pub(super) const BUSY: Nanos = 10_000_000;

/// A thread of the program.
#[derive(Debug)]
pub(super) struct Tracee {
    /// The process that it belongs to.
    pub(super) process: Pid,
    pub(super) state: State,
    /// The deadline and the arguments of a wait that a signal has interrupted: without a handler
    /// the kernel makes the call again, and it is the same wait.
    pub(super) interrupted: Option<(Option<Nanos>, Registers)>,
    /// Since when it has been computing: the time, and its CPU time then.
    since: (Nanos, Nanos),
    /// Its stack in the middle of this stretch, once that is long enough to ask.
    sample: Option<Vec<Address>>,
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
    /// The arguments as the program passed them.
    pub(super) arguments: Registers,
    pub(super) stack: Vec<Address>,
    /// Whether its time is over, and it is being interrupted.
    pub(super) is_over: bool,
}

/// What a thread has done, in the order in which it ended.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) name: String,
    pub(super) waits: Vec<Waited>,
    pub(super) busy: Vec<Computed>,
}

/// A wait that is over.
#[derive(Debug)]
pub(super) struct Waited {
    pub(super) from: Nanos,
    pub(super) to: Nanos,
    pub(super) call: &'static str,
    pub(super) stack: Vec<Address>,
}

/// A stretch of computing that is over.
#[derive(Debug)]
pub(super) struct Computed {
    pub(super) from: Nanos,
    pub(super) to: Nanos,
    pub(super) stack: Vec<Address>,
}

impl Tracee {
    pub(super) fn new(thread: Pid, now: Nanos) -> Self {
        let status = fs::read_to_string(format!("/proc/{thread}/status")).unwrap_or_default();
        let process = status
            .lines()
            .find_map(|line| line.strip_prefix("Tgid:")?.trim().parse().ok())
            .map_or(thread, Pid::from_raw);
        Self {
            process,
            state: State::Running,
            interrupted: None,
            since: (now, cpu(thread)),
            sample: None,
            record: Record::default(),
        }
    }

    /// Whether it has been computing for so long that it counts.
    pub(super) fn is_busy(&self, thread: Pid) -> bool {
        cpu(thread).saturating_sub(self.since.1) >= BUSY
    }

    /// Whether it has, and nobody has looked at its stack yet.
    pub(super) fn wants_sample(&self, thread: Pid) -> bool {
        self.sample.is_none() && self.is_busy(thread)
    }

    pub(super) fn sample(&mut self, stack: Vec<Address>) {
        self.sample = Some(stack);
    }

    /// Ends a stretch of computing, because the thread waits or its event loop turns.
    pub(super) fn pause(&mut self, thread: Pid, now: Nanos, stack: &[Address]) {
        if self.is_busy(thread) {
            let stack = self.sample.take().unwrap_or_else(|| stack.to_vec());
            self.record.busy.push(Computed {
                from: self.since.0,
                to: now,
                stack,
            });
        }
        self.resume(thread, now);
    }

    /// Begins a stretch of computing.
    pub(super) fn resume(&mut self, thread: Pid, now: Nanos) {
        self.since = (now, cpu(thread));
        self.sample = None;
    }

    /// Notes what can be known only while the thread is there.
    pub(super) fn note_name(&mut self, thread: Pid) {
        if let Ok(name) = fs::read_to_string(format!("/proc/{thread}/comm")) {
            self.record.name = name.trim_end().to_owned();
        }
    }
}

/// CPU time of one thread.
fn cpu(thread: Pid) -> Nanos {
    fs::read_to_string(format!("/proc/{thread}/schedstat"))
        .ok()
        .and_then(|figures| figures.split_whitespace().next()?.parse().ok())
        .unwrap_or_default()
}
