//! The clock that the program sees.

use std::collections::HashMap;
use std::time::{SystemTime, UNIX_EPOCH};

use nix::time::{ClockId, clock_getcpuclockid, clock_gettime};
use nix::unistd::Pid;

use super::call::{Nanos, Reference, Timeout};

/// Time that goes on with the CPU time of all traced processes, and jumps over their waits.
#[derive(Debug)]
pub(super) struct Clock {
    /// What the real clocks said at the start.
    realtime: Nanos,
    monotonic: Nanos,
    /// CPU time of each process, as last seen.
    cpu: HashMap<Pid, Nanos>,
    skipped: Nanos,
}

impl Clock {
    /// A clock that begins now.
    pub(super) fn start() -> Self {
        let realtime = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let monotonic = clock_gettime(ClockId::CLOCK_MONOTONIC).map_or(0, nanos);
        Self {
            realtime: realtime.as_nanos() as Nanos,
            monotonic,
            cpu: HashMap::new(),
            skipped: 0,
        }
    }

    /// Takes a process in, or reads its CPU time once more before it ends.
    pub(super) fn watch(&mut self, process: Pid) {
        let last = self.cpu.entry(process).or_default();
        if let Ok(time) = clock_getcpuclockid(process).and_then(clock_gettime) {
            *last = nanos(time).max(*last);
        }
    }

    /// CPU time that all processes have used.
    pub(super) fn cpu(&mut self) -> Nanos {
        let processes: Vec<Pid> = self.cpu.keys().copied().collect();
        processes
            .into_iter()
            .for_each(|process| self.watch(process));
        self.cpu.values().sum()
    }

    /// The time since the start.
    pub(super) fn now(&mut self) -> Nanos {
        self.cpu() + self.skipped
    }

    /// Moves the time forward to `deadline`; it never goes back.
    pub(super) fn skip_to(&mut self, deadline: Nanos) {
        let now = self.now();
        self.skipped += deadline.saturating_sub(now);
    }

    /// Lets real time count that passed in a wait which could not be skipped.
    pub(super) fn pass(&mut self, time: Nanos) {
        self.skipped += time;
    }

    /// What the program reads from a clock.
    pub(super) fn reading(&mut self, reference: Reference) -> Nanos {
        self.base(reference) + self.now()
    }

    /// When a wait that begins now is over at the latest.
    pub(super) fn deadline(&mut self, timeout: Timeout) -> Option<Nanos> {
        match timeout {
            Timeout::Never => None,
            Timeout::After(time) => Some(self.now().saturating_add(time)),
            Timeout::At(reference, time) => Some(time.saturating_sub(self.base(reference))),
        }
    }

    fn base(&self, reference: Reference) -> Nanos {
        match reference {
            Reference::Realtime => self.realtime,
            Reference::Monotonic => self.monotonic,
        }
    }
}

fn nanos(time: nix::sys::time::TimeSpec) -> Nanos {
    time.tv_sec() as Nanos * 1_000_000_000 + time.tv_nsec() as Nanos
}
