//! How time passes: by a jump to the next deadline, or, where that cannot be, by itself.

use std::thread;
use std::time::{Duration, Instant};

use nix::sys::ptrace;
use nix::unistd::Pid;

use super::call::Nanos;
use super::tracee::{State, Tracee};
use super::{Tracer, quiet};
use crate::trace::{End, Line};

impl<F: FnMut(&Line)> Tracer<F> {
    /// Whether nothing can happen any more before the next deadline.
    pub(super) fn is_quiet(&self) -> bool {
        let threads = self.tracees.iter();
        let running = threads.filter(|(_, tracee)| !matches!(tracee.state, State::Stopped));
        quiet::all_asleep(&running.map(|(pid, _)| *pid).collect::<Vec<_>>())
    }

    /// The next deadline, and the thread that waits for it.
    fn next(&self) -> Option<(Nanos, Pid)> {
        let waits = self
            .tracees
            .iter()
            .filter_map(|(pid, tracee)| match &tracee.state {
                State::Waiting(waiting) => Some((waiting.deadline?, *pid)),
                _ => None,
            });
        waits.min()
    }

    /// Jumps to the next deadline, and ends the wait that it belongs to.
    pub(super) fn advance(&mut self) {
        self.quiet_since = None;
        let Some((deadline, pid)) = self.next() else {
            return self.kill(End::Deadlocked);
        };
        self.clock.skip_to(deadline);
        if let Some(Tracee {
            state: State::Waiting(waiting),
            ..
        }) = self.tracees.get_mut(&pid)
        {
            waiting.is_over = true;
        }
        // It may have been woken in this moment. Then it returns, and that is as good.
        let _ = ptrace::interrupt(pid);
    }

    /// Whether the next deadline has come in real time, where that has to pass.
    pub(super) fn has_passed(&mut self) -> bool {
        let since = *self.quiet_since.get_or_insert_with(Instant::now);
        let now = self.clock.now();
        let elapsed = since.elapsed().as_nanos() as Nanos;
        self.next()
            .is_some_and(|(deadline, _)| now + elapsed >= deadline)
    }

    /// Something has happened: the real time that passed until then counts.
    pub(super) fn let_pass(&mut self) {
        if let Some(since) = self.quiet_since.take() {
            self.clock.pass(since.elapsed().as_nanos() as Nanos);
        }
    }

    /// Leaves the core to the program, the longer the more often nothing has happened.
    pub(super) fn rest(&mut self, idle: u32) -> u32 {
        const SPINS: u32 = 50;
        const LONGEST: u32 = 1000;
        match idle {
            ..SPINS => thread::yield_now(),
            _ => thread::sleep(Duration::from_micros(idle.min(LONGEST).into())),
        }
        if idle > LONGEST {
            for (pid, tracee) in &self.tracees {
                if matches!(tracee.state, State::Running) && tracee.wants_sample(*pid) {
                    let _ = ptrace::interrupt(*pid);
                }
            }
        }
        (idle + 1 + idle / 4).min(LONGEST + 1)
    }
}
