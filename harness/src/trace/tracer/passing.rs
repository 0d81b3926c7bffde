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
        match step(self.next(), reach, self.limit) {
            Step::Pass(why) => drop(self.cannot_skip(why)),
            Step::Deadlock => self.kill(End::Deadlocked),
            Step::Jump(to) => self.clock.skip_to(to),
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
        longer(idle, longest)
    }
}

/// For how many looks in vain the core is but offered to others.
const SPINS: u32 = 20;

/// After how much nothing has happened for `idle`: a sixteenth more, at most just beyond `longest`.
fn longer(idle: u32, longest: u32) -> u32 {
    (idle + 1 + idle / 16).min(longest + 1)
}

/// How time goes on when all threads are asleep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// To this time, at once.
    Jump(Nanos),
    /// By itself, for this reason.
    Pass(&'static str),
    /// Not at all: nobody can wake up any more.
    Deadlock,
}

/// How time goes on until the `next` deadline, where sockets reach so far. `limit` is the run's.
fn step(next: Option<Nanos>, reach: Reach, limit: Nanos) -> Step {
    match (next, reach) {
        (_, Reach::Outside) => Step::Pass("a connection leads out of the program"),
        (None, Reach::Open) => Step::Pass("it waits for somebody to connect"),
        (None, Reach::Inside) => Step::Deadlock,
        // Past its limit it need not be any later.
        (Some(deadline), _) => Step::Jump(deadline.min(limit.saturating_add(1))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_jumps_to_the_next_deadline_but_not_far_past_the_limit() {
        for reach in [Reach::Inside, Reach::Open] {
            assert_eq!(step(Some(7), reach, 100), Step::Jump(7));
            assert_eq!(step(Some(1000), reach, 100), Step::Jump(101));
            assert_eq!(
                step(Some(Nanos::MAX), reach, Nanos::MAX),
                Step::Jump(Nanos::MAX)
            );
        }
    }

    #[test]
    fn without_a_deadline_it_is_a_deadlock_unless_somebody_may_connect() {
        assert_eq!(step(None, Reach::Inside, 100), Step::Deadlock);
        assert!(matches!(step(None, Reach::Open, 100), Step::Pass(_)));
    }

    #[test]
    fn what_leads_outside_takes_its_time_whatever_the_deadline() {
        for next in [None, Some(7)] {
            assert!(matches!(step(next, Reach::Outside, 100), Step::Pass(_)));
        }
    }

    #[test]
    fn pauses_grow_up_to_the_longest_and_stay_there() {
        let mut pauses = vec![0];
        for _ in 0..200 {
            pauses.push(longer(pauses[pauses.len() - 1], 1000));
        }
        assert_eq!(pauses[..4], [0, 1, 2, 3]);
        assert!(pauses.is_sorted());
        assert_eq!(pauses[200], 1001);
    }
}
