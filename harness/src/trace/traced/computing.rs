//! What is noticed of a thread while it computes.

use nix::errno::Errno;
use tracing::debug;

use super::Tracer;
use super::tracee::{BUSY, State, Tracee};
use crate::trace::engine::{Registers, Stopped, Thread};
use crate::trace::recorder::Computed;
use crate::trace::stack::{Role, Stack};
use crate::trace::{Line, Nanos};

/// How often a thread's stack is looked at when it reads the clock between two waits. One that reads
/// it more often does so in a loop, and has shown what it does.
const LOOKS: usize = 100;

impl<F: FnMut(&Line)> Tracer<'_, F> {
    pub(super) fn stack(&mut self, thread: Thread, registers: &Registers) -> Stack {
        let process = self.process(thread);
        self.stacks.take(process, thread.id(), registers)
    }

    /// Looks at a thread that reads the clock, or looks for events. Where an event loop does so it
    /// is free for a moment: one stretch of computing ends and the next begins. Where a task does,
    /// it may be setting a timer.
    pub(super) fn look(&mut self, thread: Thread, registers: &Registers) {
        let Some(tracee) = self.tracees.get(&thread) else {
            return;
        };
        let is_busy = self.computed(tracee) >= BUSY;
        let has_room = self.recorder.looks(thread) < LOOKS;
        let has_vdso = !self.vdsos.is_empty();
        if !is_busy && !has_room && !has_vdso {
            return;
        }
        let stack = self.stack(thread, registers);
        // What a stack means takes time to find out: more than there is while others wait.
        let is_turn = (is_busy || has_vdso)
            && matches!(
                self.stacks.meaning(stack).role,
                Role::Parked | Role::Awaiting
            );
        if has_vdso {
            self.has_read(thread, registers.stack_pointer(), is_turn);
        }
        if is_turn && is_busy {
            let now = self.clock.now();
            self.pause(thread, now, registers);
        }
        if has_room {
            self.recorder.look(thread, stack);
            *self.looks.entry(self.process(thread)).or_default() += 1;
        }
        // What the loop does between two tasks says nothing of what they compute.
        let is_glimpse =
            !is_turn && (is_busy || has_vdso) && !self.stacks.meaning(stack).is_loops_own;
        if let Some(tracee) = self.tracees.get_mut(&thread)
            && is_glimpse
        {
            tracee.glimpse = Some(stack);
            if is_busy {
                tracee.sample.get_or_insert(stack);
            }
        }
    }

    /// How long a thread has been computing since it waited last. Of the only thread of a process that is
    /// known without a look at it.
    fn computed(&self, tracee: &Tracee) -> Nanos {
        let cpu = match tracee.is_only {
            true => self.cpu.of(tracee.process).saturating_sub(tracee.refunded),
            false => tracee.cpu(),
        };
        cpu.saturating_sub(tracee.since.1)
    }

    /// Whether a thread has been looked at as often as it need be before it waits again.
    pub(super) fn has_shown_enough(&self, thread: Thread) -> bool {
        self.recorder.looks(thread) >= LOOKS
    }

    /// Interrupts threads that have computed for long, so that their stacks can be taken.
    pub(super) fn ask_for_samples(&self) {
        for thread in &self.running {
            let tracee = self.tracees.get(thread);
            if tracee.is_some_and(|one| matches!(one.state, State::Running) && one.wants_sample()) {
                let _ = thread.interrupt();
            }
        }
    }

    /// Takes the stack of a running thread that has been interrupted, if that is what it was for.
    pub(super) fn sample(&mut self, stopped: &Stopped) -> Result<(), Errno> {
        let thread = stopped.thread();
        if self.tracees.get(&thread).is_some_and(Tracee::wants_sample) {
            let stack = self.stack(thread, &stopped.registers()?);
            if let Some(tracee) = self.tracees.get_mut(&thread) {
                tracee.sample = Some(stack);
            }
        }
        Ok(())
    }

    /// Ends a stretch of computing, because the thread waits or its event loop turns.
    pub(super) fn pause(&mut self, thread: Thread, now: Nanos, registers: &Registers) {
        let Some(tracee) = self.tracees.get(&thread) else {
            return;
        };
        let computed = self.computed(tracee);
        let (from, cpu) = tracee.since;
        if computed >= BUSY {
            let (sample, glimpse) = (tracee.sample, tracee.glimpse);
            let of_a_task = sample.filter(|stack| !self.stacks.meaning(*stack).is_loops_own);
            let sample = of_a_task.or(glimpse).or(sample);
            let stack = sample.unwrap_or_else(|| self.stack(thread, registers));
            debug!(thread = %thread.id(), from, to = now, cpu = computed, "a thread has computed");
            self.recorder.computed(
                thread,
                Computed {
                    from,
                    to: now,
                    cpu: computed,
                    stack,
                },
            );
        }
        if let Some(tracee) = self.tracees.get_mut(&thread) {
            tracee.resume(now, cpu + computed);
        }
    }
}
