//! How a run comes to its end, and what is told of it then.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tracing::debug;

use super::Tracer;
use crate::trace::guard::Known;
use crate::trace::timekeeper::Mode;
use crate::trace::{Clock, Command, End, Excess, Line, Nanos, Trace, usage};

/// How long tracing may take in real time. Computing moves the virtual clock, so its limit ends a
/// run; this is for a program that neither computes nor waits, and far off, because a busy machine
/// makes no difference to a verdict.
const LONGEST_TRACE: Duration = Duration::from_secs(600);

impl<F: FnMut(&Line)> Tracer<'_, F> {
    /// Kills the program if it has gone past one of its limits, or must stop.
    pub(super) fn end_what_must_end(&mut self, now: Nanos, stop: &AtomicBool) {
        let limit = Duration::from_nanos(self.limit);
        if stop.load(Ordering::Relaxed) {
            self.kill(End::Interrupted);
        } else if now > self.limit || self.started.elapsed() > LONGEST_TRACE {
            self.kill(End::TimedOut { limit });
        } else if self.recorder.has_too_many_waits(now) {
            self.kill(End::TooManyWaits);
        } else if let Some(excess) = self.excess() {
            self.kill(End::Exceeded(excess));
        }
    }

    fn excess(&mut self) -> Option<Excess> {
        let known = Known {
            cpu: Duration::from_nanos(self.cpu.total()),
            tasks: self.tracees.len(),
            printed: self.printed_bytes,
        };
        let processes = || self.tracees.values().map(|tracee| tracee.process).collect();
        let home = self.command.home.clone().unwrap_or_default();
        self.guard
            .excess(known, || usage::count(&processes(), &home))
    }

    pub(super) fn kill(&mut self, end: End) {
        let now = self.now();
        debug!(now, ?end, "the program is killed");
        self.ended = Some((now, end));
        self.break_off(self.tracees.keys().copied().collect::<Vec<_>>());
        self.kill_all();
    }

    pub(super) fn kill_all(&self) {
        for thread in self.tracees.keys() {
            thread.kill();
        }
    }

    pub(super) fn into_trace(mut self, command: &Command, end: End) -> Trace {
        let total = Duration::from_nanos(self.ended.map_or(0, |(at, _)| at));
        let cpu = self.cpu.total().saturating_sub(self.clock.refunded());
        // Another thread that becomes a program takes the number of the main one, and has its own figures.
        let starved = self.held_up().zip(self.held_up_before);
        let starved = starved.map(|(now, before)| Duration::from_nanos(now.saturating_sub(before)));
        Trace {
            command: command.clone(),
            clock: match self.clock.skips() {
                true => Clock::Virtual,
                false => Clock::Wall,
            },
            clock_note: self.clock_note(),
            end,
            total,
            cpu: Duration::from_nanos(cpu),
            starved,
            output: self.lines.into_output(false),
            record: Some(
                self.recorder
                    .into_record(self.leader.id(), &mut self.stacks),
            ),
        }
    }

    /// Why waits were not skipped, if they were not, and what else one must know of the clock.
    fn clock_note(&self) -> Option<String> {
        let given_up = match self.clock.mode() {
            Mode::GivenUp(why) => Some(format!("waits were not skipped: {why}")),
            Mode::Wall | Mode::Virtual => None,
        };
        let disagreements = match self.clock.mode() {
            Mode::Wall => None,
            _ => Some(self.disagreements.iter().map(ToString::to_string)),
        };
        let notes: Vec<String> = given_up
            .into_iter()
            .chain(disagreements.into_iter().flatten())
            .collect();
        (!notes.is_empty()).then(|| notes.join("; "))
    }
}
