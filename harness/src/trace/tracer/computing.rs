//! What is noticed of a thread while it computes.

use libc::user_regs_struct as Registers;
use nix::errno::Errno;
use nix::sys::ptrace;
use nix::unistd::Pid;

use super::Tracer;
use super::call::Nanos;
use super::tracee::{BUSY, Computed, State, Tracee};
use crate::trace::Line;
use crate::trace::stack::{Role, Stack};

/// How often a thread's stack is looked at when it reads the clock between two waits. One that reads
/// it more often does so in a loop, and has shown what it does.
const LOOKS: usize = 100;

impl<F: FnMut(&Line)> Tracer<F> {
    pub(super) fn stack(&mut self, thread: Pid, registers: &Registers) -> Stack {
        let process = self.tracees.get(&thread).map_or(thread, |one| one.process);
        self.stacks.take(process, thread, registers)
    }

    /// Looks at a thread that reads the clock, or looks for events. Where an event loop does so it
    /// is free for a moment: one stretch of computing ends and the next begins. Where a task does,
    /// it may be setting a timer.
    pub(super) fn look(&mut self, thread: Pid, registers: &Registers) {
        let Some(tracee) = self.tracees.get_mut(&thread) else {
            return;
        };
        let is_busy = tracee.is_busy();
        if !is_busy && tracee.looks.len() >= LOOKS {
            return;
        }
        let stack = self.stack(thread, registers);
        // What a stack means takes time to find out: more than there is while others wait.
        let is_turn = is_busy && self.stacks.meaning(stack).role == Role::Parked;
        if is_turn {
            let now = self.clock.now();
            self.pause(thread, now, registers);
        }
        if let Some(tracee) = self.tracees.get_mut(&thread) {
            if tracee.looks.len() < LOOKS {
                tracee.looks.push(stack);
            }
            if is_busy && !is_turn {
                tracee.sample.get_or_insert(stack);
            }
        }
    }

    /// Interrupts threads that have computed for long, so that their stacks can be taken.
    pub(super) fn ask_for_samples(&self) {
        for (thread, tracee) in &self.tracees {
            if matches!(tracee.state, State::Running) && tracee.wants_sample() {
                let _ = ptrace::interrupt(*thread);
            }
        }
    }

    /// Takes the stack of a running thread that has been interrupted, if that is what it was for.
    pub(super) fn sample(&mut self, thread: Pid) -> Result<(), Errno> {
        if self.tracees.get(&thread).is_some_and(Tracee::wants_sample) {
            let stack = self.stack(thread, &ptrace::getregs(thread)?);
            if let Some(tracee) = self.tracees.get_mut(&thread) {
                tracee.sample = Some(stack);
            }
        }
        Ok(())
    }

    /// Ends a stretch of computing, because the thread waits or its event loop turns.
    pub(super) fn pause(&mut self, thread: Pid, now: Nanos, registers: &Registers) {
        let Some(tracee) = self.tracees.get_mut(&thread) else {
            return;
        };
        let computed = tracee.computed();
        if computed >= BUSY {
            let sample = tracee.sample;
            let stack = sample.unwrap_or_else(|| self.stack(thread, registers));
            if let Some(tracee) = self.tracees.get_mut(&thread) {
                tracee.record.computed.push(Computed {
                    from: tracee.since.0,
                    to: now,
                    cpu: computed,
                    stack,
                });
            }
        }
        if let Some(tracee) = self.tracees.get_mut(&thread) {
            tracee.resume(now, tracee.since.1 + computed);
        }
    }
}
