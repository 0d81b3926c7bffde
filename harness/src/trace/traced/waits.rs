//! What becomes of a wait, from its beginning to its end.

use nix::errno::Errno;
use tracing::debug;

use super::Tracer;
use super::tracee::{Stage, State, Waiting};
use crate::trace::engine::{Registers, Stopped, Syscall, Thread, Until, memory};
use crate::trace::syscalls::{Disarm, Probe, Wait};
use crate::trace::timekeeper::Step;
use crate::trace::{Line, Nanos, proc_text};

/// The shortest wait that is recorded: 10 µs. Shorter ones are threads that pass each other a lock.
const SHORTEST: Nanos = 10_000;

impl<F: FnMut(&Line)> Tracer<'_, F> {
    /// Lets a wait begin; on the virtual clock without its timeout.
    pub(super) fn begin(
        &mut self,
        stopped: Stopped,
        wait: Wait,
        arguments: Registers,
    ) -> Result<(), Errno> {
        let thread = stopped.thread();
        let now = self.clock.now();
        self.pause(thread, now, &arguments);
        let is_wall = self.is_wall();
        debug!(thread = %thread.id(), now, syscall = wait.syscall.name(), timeout = ?wait.timeout, "a thread waits");
        let Some(tracee) = self.tracees.get_mut(&thread) else {
            return self.go(stopped, Until::Event, 0);
        };
        let before = tracee.unfinished.take();
        let again = before.filter(|before| before.arguments.is_same_syscall(&arguments));
        let is_again = again.is_some();
        let mut waiting = match again {
            Some(again) => again,
            None => Box::new(Waiting {
                wait,
                from: now,
                deadline: match is_wall {
                    true => None,
                    false => self.clock.deadline(wait.timeout),
                },
                arguments,
                stage: Stage::Asleep,
            }),
        };
        waiting.stage = Stage::Asleep;
        if !is_again && self.is_last_and_first(thread, waiting.deadline) {
            match wait.probe {
                Probe::Always => return self.skip_wait(stopped, &waiting),
                Probe::Word { address, expected }
                    if memory::half_word(thread.id(), address) == Some(expected) =>
                {
                    return self.skip_wait(stopped, &waiting);
                }
                // Who else has a part in it can be told only of one that waits.
                Probe::Poll(..) if self.may_lead_out => {}
                Probe::Poll(argument, nothing) => {
                    let mut registers = arguments;
                    registers.set_argument(argument, nothing);
                    stopped.set_registers(registers)?;
                    waiting.stage = Stage::Probed;
                    self.turn_to(thread, State::Waiting(waiting));
                    return self.go(stopped, Until::Return, 0);
                }
                Probe::Word { .. } | Probe::No => {}
            }
        }
        let mut registers = arguments;
        match wait.disarm {
            Disarm::Nothing => {}
            Disarm::Argument(argument, value) => registers.set_argument(argument, value),
            Disarm::Pause => registers.set_syscall(Syscall::Pause),
        }
        if !is_wall && wait.disarm != Disarm::Nothing {
            stopped.set_registers(registers)?;
        }
        self.turn_to(thread, State::Waiting(waiting));
        self.go(stopped, Until::Return, 0)
    }

    /// Whether a thread that is about to wait until this deadline would be the last one to fall asleep, and
    /// the first one to wake up.
    fn is_last_and_first(&mut self, thread: Thread, deadline: Option<Nanos>) -> bool {
        let Some(deadline) = deadline.filter(|_| self.clock.skips() && self.ended.is_none()) else {
            return false;
        };
        let is_first = self.next().is_none_or(|next| deadline < next);
        is_first
            && self.all_others_are_held(thread)
            && self.step(Some(deadline), Some(thread)) == Step::Jump(deadline)
            // What the kernel had under way may have woken somebody before it was looked for.
            && (!self.has_internet || self.all_others_are_held(thread))
    }

    /// A wait that would end by its timeout before anything else can happen is over at once.
    fn skip_wait(&mut self, stopped: Stopped, waiting: &Waiting) -> Result<(), Errno> {
        let mut registers = waiting.arguments;
        registers.answer(waiting.wait.timed_out);
        stopped.set_registers(registers)?;
        self.time_is_over(stopped.thread(), waiting);
        self.go(stopped, Until::Event, 0)
    }

    /// The clock jumps to the end of a wait.
    fn time_is_over(&mut self, thread: Thread, waiting: &Waiting) {
        let to = waiting.deadline.unwrap_or(waiting.from);
        self.jump(to);
        self.note(thread, waiting, to);
        let now = self.clock.now();
        if let Some(tracee) = self.tracees.get_mut(&thread) {
            tracee.resume_after_wait(now);
        }
        self.turned(thread);
    }

    /// A thread enters a syscall again, or returns from one: its time is over, or something has
    /// ended it.
    pub(super) fn returned(&mut self, stopped: Stopped) -> Result<(), Errno> {
        let thread = stopped.thread();
        let state = self.tracees.get(&thread).map(|tracee| &tracee.state);
        let stage = match state {
            Some(State::Waiting(waiting)) => waiting.stage,
            Some(State::Told(told)) => {
                let told = *told;
                return self.tell(stopped, told);
            }
            _ => return self.go(stopped, Until::Event, 0),
        };
        if stage == Stage::Entering {
            if let Some(State::Waiting(waiting)) =
                self.tracees.get_mut(&thread).map(|one| &mut one.state)
            {
                waiting.stage = Stage::Asleep;
            }
            return self.go(stopped, Until::Return, 0);
        }
        let now = self.clock.now();
        let Some(State::Waiting(waiting)) = self.turn_to(thread, State::Running) else {
            return self.go(stopped, Until::Event, 0);
        };
        if stage == Stage::Probed {
            return self.probed(stopped, waiting);
        }
        let is_disarmed = !self.is_wall() && waiting.wait.disarm != Disarm::Nothing;
        let is_timed_out = is_disarmed && self.finish(&stopped, &waiting, now)?;
        debug!(thread = %thread.id(), now, is_timed_out, "a wait is over");
        let over = waiting.deadline.filter(|_| is_timed_out);
        let to = over.unwrap_or(now);
        if to >= waiting.from + SHORTEST {
            self.note(thread, &waiting, to);
        }
        if let Some(tracee) = self.tracees.get_mut(&thread) {
            tracee.resume_after_wait(now);
        }
        self.turned(thread);
        self.go(stopped, Until::Event, 0)
    }

    /// It was looked whether there is anything to wait for. If there is nothing, and still nobody else
    /// who could bring it, the time is over; else the syscall is made again, and waits.
    fn probed(&mut self, stopped: Stopped, mut waiting: Box<Waiting>) -> Result<(), Errno> {
        let thread = stopped.thread();
        let mut registers = stopped.registers()?;
        let is_nothing = registers.result() == waiting.wait.timed_out;
        for (place, argument) in waiting.arguments.arguments().into_iter().enumerate() {
            registers.set_argument(place, argument);
        }
        if is_nothing && self.is_last_and_first(thread, waiting.deadline) {
            stopped.set_registers(registers)?;
            self.time_is_over(thread, &waiting);
            return self.go(stopped, Until::Event, 0);
        }
        if is_nothing {
            registers.repeat(waiting.arguments.syscall_number());
            waiting.stage = Stage::Asleep;
            if let Some(tracee) = self.tracees.get_mut(&thread) {
                tracee.unfinished = Some(waiting);
            }
        }
        stopped.set_registers(registers)?;
        self.go(stopped, Until::Event, 0)
    }

    /// Ends all waits whose time has come, lets timers go off, and says whether there were any.
    pub(super) fn end_due(&mut self) -> bool {
        let mut any = self.let_timers_go_off();
        while let Some(thread) = self.deadlines.pop_due(self.clock.now()) {
            if let Some(State::Waiting(waiting)) =
                self.tracees.get_mut(&thread).map(|one| &mut one.state)
            {
                waiting.stage = Stage::Over;
                // It may have been woken in this moment. Then it returns, and that is as good.
                let _ = thread.interrupt();
                self.wakeable.insert(thread);
                any = true;
            }
        }
        any
    }

    /// When the next wait is over, or the next timer goes off.
    pub(super) fn next(&self) -> Option<Nanos> {
        let both = [self.deadlines.next(), self.timers.next()];
        both.into_iter().flatten().min()
    }

    /// Records the waits that are under way, because these threads will not return from them.
    pub(super) fn break_off(&mut self, threads: impl IntoIterator<Item = Thread>) {
        let now = self.clock.now();
        for thread in threads {
            let name = proc_text::read(format!("/proc/{}/comm", thread.id()));
            let name = name.ok().map(|name| name.trim_end().to_owned());
            self.recorder.end(thread, name, now);
            if let Some(State::Waiting(waiting)) = self.turn_to(thread, State::Running) {
                self.note(thread, &waiting, now);
            }
        }
    }

    fn note(&mut self, thread: Thread, waiting: &Waiting, to: Nanos) {
        let stack = self.stack(thread, &waiting.arguments);
        let during = (waiting.from, to);
        self.recorder
            .waited(thread, during, waiting.wait.syscall.name(), stack);
    }
}
