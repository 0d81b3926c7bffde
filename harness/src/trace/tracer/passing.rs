//! How time passes: by a jump to the next deadline, or, where that cannot be, by itself.

use std::thread;
use std::time::Duration;

use super::Tracer;
use super::call::Nanos;
use super::outside;
use super::tracee::{BUSY, State, Tracee};
use super::vitals::Look;
use crate::trace::sockets::Reach;
use crate::trace::{End, Line};

impl<F: FnMut(&Line)> Tracer<F> {
    /// Skips to the next deadline, before which nothing can happen any more.
    pub(super) fn skip(&mut self) {
        if self.ended.is_some() || self.look_for_sleepers() {
            return;
        }
        let reach = match self.has_internet {
            true => outside::reach(&self.processes()),
            false => Reach::Inside,
        };
        match (self.next(), reach) {
            (_, Reach::Outside) => drop(self.cannot_skip("a connection leads out of the program")),
            (None, Reach::Open) => drop(self.cannot_skip("it waits for somebody to connect")),
            (None, Reach::Inside) => self.kill(End::Deadlocked),
            // Past its limit it need not be any later.
            (Some(deadline), _) => self.clock.skip_to(deadline.min(self.limit + 1)),
        }
        let now = self.clock.now();
        self.end_due(now);
    }

    /// Whether all threads are asleep.
    ///
    /// A thread that is in no wait of which the tracer knows may be woken by another and fall
    /// asleep again between two looks at it, so each is looked at twice, and must not have been on
    /// a core meanwhile. One in a wait cannot leave it unnoticed: one look will do, after those.
    pub(super) fn is_quiet(&self) -> bool {
        let look = |tracee: &Tracee| match &tracee.state {
            State::Running => Some(tracee.vitals.look()),
            _ => None,
        };
        let looks = || self.tracees.values().filter_map(look);
        let first: Vec<Look> = looks().take_while(|look| *look != Look::Awake).collect();
        thread::yield_now();
        looks().eq(first) && self.tracees.values().all(Tracee::is_held)
    }

    /// Lets time pass from now on.
    pub(super) fn let_pass(&mut self) {
        self.clock.let_pass();
        self.held_up_before = self.held_up_before.or_else(|| self.held_up());
    }

    /// How long the main thread had no core so far, and who traces it.
    pub(super) fn held_up(&self) -> Option<Nanos> {
        let leader = self.tracees.get(&self.leader);
        let program = leader.map_or(self.starved, |leader| leader.vitals.starved());
        Some(self.own.starved()? + program?)
    }

    /// Leaves the core to the program, the longer the more often nothing has happened: a
    /// sixteenth of the time since, and at most a few milliseconds.
    pub(super) fn rest(&mut self, idle: u32) -> u32 {
        const SPINS: u32 = 20;
        let longest = if self.clock.skips() { 1000 } else { 4000 };
        const BUSY_MICROS: u32 = (BUSY / 1000) as u32;
        match idle {
            ..SPINS => thread::yield_now(),
            _ => thread::sleep(Duration::from_micros(idle.min(longest).into())),
        }
        // By now it has been as long as a thread must compute to count as busy.
        if idle * 16 > BUSY_MICROS {
            self.ask_for_samples();
        }
        if idle > longest && !self.clock.skips() {
            self.look_for_sleepers();
        }
        (idle + 1 + idle / 16).min(longest + 1)
    }
}
