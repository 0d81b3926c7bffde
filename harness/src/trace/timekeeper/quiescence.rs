//! How time goes on when every thread is asleep.

use super::mode::Unskippable;
use crate::trace::Nanos;

/// How time goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::trace) enum Step {
    /// To this time, at once.
    Jump(Nanos),
    /// By itself, until something that the kernel has begun is done.
    Settle,
    /// By itself, from now on, for this reason.
    GiveUp(Unskippable),
    /// Not at all: nobody can wake up any more.
    Deadlock,
}

/// What besides the program's own threads may still do something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::trace) struct Surroundings {
    /// Somebody outside, who has a part in what some thread waits for.
    pub(in crate::trace) outside: Option<Unskippable>,
    /// Whoever may want to connect.
    pub(in crate::trace) is_open: bool,
    /// The kernel: data is on its way between two sockets, or one of their timers runs.
    pub(in crate::trace) is_unsettled: bool,
}

/// How time goes on until the `next` deadline. `limit` is the run's.
///
/// That time passes is the rule: it jumps only where nothing else can happen before, and what is called
/// a deadlock is known to be one.
pub(in crate::trace) fn step(next: Option<Nanos>, around: Surroundings, limit: Nanos) -> Step {
    match (next, around) {
        (
            _,
            Surroundings {
                outside: Some(why), ..
            },
        ) => Step::GiveUp(why),
        (
            _,
            Surroundings {
                is_unsettled: true, ..
            },
        ) => Step::Settle,
        // Past its limit it need not be any later.
        (Some(deadline), _) => Step::Jump(deadline.min(limit.saturating_add(1))),
        (None, Surroundings { is_open: true, .. }) => Step::GiveUp(Unskippable::Listening),
        (None, _) => Step::Deadlock,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOBODY: Surroundings = Surroundings {
        outside: None,
        is_open: false,
        is_unsettled: false,
    };

    const OPEN: Surroundings = Surroundings {
        is_open: true,
        ..NOBODY
    };

    #[test]
    fn the_clock_jumps_to_the_next_deadline_but_not_far_past_the_limit() {
        for around in [NOBODY, OPEN] {
            assert_eq!(step(Some(7), around, 100), Step::Jump(7));
            assert_eq!(step(Some(1000), around, 100), Step::Jump(101));
            let never = step(Some(Nanos::MAX), around, Nanos::MAX);
            assert_eq!(never, Step::Jump(Nanos::MAX));
        }
    }

    #[test]
    fn without_a_deadline_it_is_a_deadlock_unless_somebody_may_connect() {
        assert_eq!(step(None, NOBODY, 100), Step::Deadlock);
        assert_eq!(step(None, OPEN, 100), Step::GiveUp(Unskippable::Listening));
    }

    #[test]
    fn what_leads_outside_takes_its_time_whatever_the_deadline() {
        let around = Surroundings {
            outside: Some(Unskippable::Outside("flock")),
            is_unsettled: true,
            ..OPEN
        };
        for next in [None, Some(7)] {
            let given_up = Step::GiveUp(Unskippable::Outside("flock"));
            assert_eq!(step(next, around, 100), given_up);
        }
    }

    #[test]
    fn what_the_kernel_has_begun_is_done_before_the_clock_jumps_or_a_deadlock_is_told() {
        let around = Surroundings {
            is_unsettled: true,
            ..NOBODY
        };
        for next in [None, Some(7)] {
            assert_eq!(step(next, around, 100), Step::Settle);
        }
    }
}
