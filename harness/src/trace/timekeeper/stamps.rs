//! What the kernel's own stamps of time mean on the program's clocks.
//!
//! The kernel stamps files by the machine's clock, which knows nothing of the waits that were skipped.
//! Between two jumps both clocks go on; at a jump the program's gets ahead. So a stamp belongs between the
//! two jumps that it lies between on the machine's clock.

use crate::trace::Nanos;

/// When the clock jumped: from oldest to newest.
#[derive(Debug, Default)]
pub(in crate::trace) struct Stamps(Vec<Jump>);

/// One jump.
#[derive(Debug, Clone, Copy)]
struct Jump {
    /// When it was, on the machine's clock, since the start of the run.
    real: Nanos,
    /// What the program's clock said before and after it, since the start.
    from: Nanos,
    to: Nanos,
}

impl Stamps {
    /// Takes in a jump: `real` on the machine's clock, `from` and `to` on the program's.
    pub(in crate::trace) fn jumped(&mut self, real: Nanos, from: Nanos, to: Nanos) {
        self.0.push(Jump { real, from, to });
    }

    /// The time on the program's clock at which the kernel has made a stamp, both since the start; `now`
    /// is what it says now, before which every stamp was made.
    pub(in crate::trace) fn meaning(&self, stamp: Nanos, now: Nanos) -> Nanos {
        let later = self.0.partition_point(|jump| jump.real <= stamp);
        let latest = self.0.get(later).map_or(now, |next| next.from);
        let (real, to) = match later.checked_sub(1).and_then(|last| self.0.get(last)) {
            Some(last) => (last.real, last.to),
            None => (0, 0),
        };
        (to + (stamp - real)).min(latest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first jump at 100, from 60 to 1060; the second at 300, from 1160 to 3160.
    fn stamps() -> Stamps {
        let mut stamps = Stamps::default();
        stamps.jumped(100, 60, 1060);
        stamps.jumped(300, 1160, 3160);
        stamps
    }

    #[test]
    fn a_stamp_between_two_jumps_lies_between_them() {
        let at = |stamp| stamps().meaning(stamp, 5000);
        assert_eq!((at(0), at(50)), (0, 50));
        assert_eq!((at(100), at(150)), (1060, 1110));
        assert_eq!((at(300), at(310)), (3160, 3170));
    }

    #[test]
    fn a_stamp_is_never_later_than_what_came_after_it() {
        let at = |stamp| stamps().meaning(stamp, 3200);
        assert_eq!(at(99), 60, "before the jump");
        assert_eq!(at(299), 1160);
        assert_eq!(at(900), 3200, "not in the future");
    }

    #[test]
    fn stamps_keep_their_order() {
        let meanings: Vec<Nanos> = (0..900).map(|at| stamps().meaning(at, 3300)).collect();
        assert!(meanings.is_sorted());
    }
}
