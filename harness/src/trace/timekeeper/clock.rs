//! The time since the start of a run. On the virtual clock it is also the one that the program sees.

use super::mode::{Mode, Unskippable};
use crate::trace::Nanos;

/// The time since the start of a run.
#[derive(Debug)]
pub(in crate::trace) struct Clock {
    mode: Mode,
    /// What the real clocks said at the start.
    base: Base,
    now: Nanos,
    /// By how much waits have moved it.
    skipped: Nanos,
    /// CPU time that was the tracer's doing, and not the program's.
    refunded: Nanos,
    /// The real time, and the time here, since when time passes by itself.
    passing: (Nanos, Nanos),
}

/// What the clocks of the machine say, in nanoseconds.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::trace) struct Reading {
    /// CPU time of all processes of the program.
    pub(in crate::trace) cpu: Nanos,
    /// Time as it passes, since the start of the run.
    pub(in crate::trace) real: Nanos,
}

/// What each of the machine's clocks said at the start of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::trace) struct Base {
    pub(in crate::trace) realtime: Nanos,
    pub(in crate::trace) monotonic: Nanos,
    pub(in crate::trace) raw: Nanos,
    pub(in crate::trace) boottime: Nanos,
    pub(in crate::trace) tai: Nanos,
}

/// A clock that a program can ask for, of those that go on with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::trace) enum ClockId {
    /// Time since 1970.
    Realtime,
    /// Time since the machine was started, without those in which it was suspended.
    Monotonic,
    /// The same, never adjusted.
    Raw,
    /// The same, with all time.
    Boottime,
    /// Time since 1970, with leap seconds.
    Tai,
}

/// When a wait is over at the latest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::trace) enum Timeout {
    Never,
    /// So long after it has begun.
    After(Nanos),
    /// At this reading of a clock.
    At(ClockId, Nanos),
}

impl Base {
    fn of(&self, clock: ClockId) -> Nanos {
        match clock {
            ClockId::Realtime => self.realtime,
            ClockId::Monotonic => self.monotonic,
            ClockId::Raw => self.raw,
            ClockId::Boottime => self.boottime,
            ClockId::Tai => self.tai,
        }
    }
}

impl Clock {
    /// A clock that begins now, when the machine's clocks say this.
    pub(in crate::trace) fn new(mode: Mode, base: Base) -> Self {
        Self {
            mode,
            base,
            now: 0,
            skipped: 0,
            refunded: 0,
            passing: (0, 0),
        }
    }

    pub(in crate::trace) fn mode(&self) -> Mode {
        self.mode
    }

    /// Whether it skips waits.
    pub(in crate::trace) fn skips(&self) -> bool {
        self.mode == Mode::Virtual
    }

    /// Takes in what the machine's clocks say, and gives the time since the start. It never goes back.
    pub(in crate::trace) fn observe(&mut self, reading: Reading) -> Nanos {
        let now = match self.mode {
            Mode::Virtual => {
                let now = (reading.cpu + self.skipped).saturating_sub(self.refunded);
                // More was given back than was taken. What the program computes from now on is its own.
                self.refunded -= self.now.saturating_sub(now).min(self.refunded);
                now
            }
            Mode::Wall | Mode::GivenUp(_) => {
                let (since, from) = self.passing;
                from + reading.real.saturating_sub(since)
            }
        };
        self.now = self.now.max(now);
        self.now
    }

    /// The time since the start, as last observed.
    pub(in crate::trace) fn now(&self) -> Nanos {
        self.now
    }

    /// Gives back CPU time that the tracer has cost the program.
    pub(in crate::trace) fn refund(&mut self, cost: Nanos) {
        self.refunded += cost;
    }

    /// CPU time that has been given back.
    pub(in crate::trace) fn refunded(&self) -> Nanos {
        self.refunded
    }

    /// Jumps forward to `deadline`; it never goes back, and where time passes it does not jump.
    pub(in crate::trace) fn skip_to(&mut self, deadline: Nanos) {
        if self.skips() {
            self.skipped += deadline.saturating_sub(self.now);
            self.now = self.now.max(deadline);
        }
    }

    /// Lets time pass from now on, for this reason.
    pub(in crate::trace) fn give_up(&mut self, why: Unskippable, reading: Reading) {
        if self.skips() {
            self.passing = (reading.real, self.observe(reading));
            self.mode = Mode::GivenUp(why);
        }
    }

    /// What the program reads from a clock.
    pub(in crate::trace) fn shown(&self, clock: ClockId) -> Nanos {
        self.base.of(clock) + self.now
    }

    /// How long a time of a clock is over; zero if it is still to come.
    pub(in crate::trace) fn late(&self, timeout: Timeout) -> Nanos {
        match timeout {
            Timeout::At(clock, time) => self.shown(clock).saturating_sub(time),
            Timeout::Never | Timeout::After(_) => 0,
        }
    }

    /// When a wait, or a timer, that begins now is over at the latest.
    pub(in crate::trace) fn deadline(&self, timeout: Timeout) -> Option<Nanos> {
        match timeout {
            Timeout::Never => None,
            Timeout::After(time) => Some(self.now.saturating_add(time)),
            Timeout::At(clock, time) => Some(time.saturating_sub(self.base.of(clock))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Nanos = 1_000_000_000;

    const BASE: Base = Base {
        realtime: 1_700_000_000 * SECOND,
        monotonic: 40,
        raw: 41,
        boottime: 90,
        tai: 1_700_000_037 * SECOND,
    };

    fn clock() -> Clock {
        Clock::new(Mode::Virtual, BASE)
    }

    fn cpu(cpu: Nanos) -> Reading {
        Reading { cpu, real: 0 }
    }

    #[test]
    fn it_jumps_to_a_deadline_and_never_back() {
        let mut clock = clock();
        clock.skip_to(5 * SECOND);
        assert_eq!(clock.now(), 5 * SECOND);
        clock.skip_to(3 * SECOND);
        clock.skip_to(0);
        assert_eq!(clock.observe(cpu(0)), 5 * SECOND);
    }

    #[test]
    fn it_goes_on_by_cpu_time_and_not_by_time_that_passes() {
        let mut clock = clock();
        let reading = |cpu, real| Reading { cpu, real };
        assert_eq!(clock.observe(reading(12, 5 * SECOND)), 12);
        clock.skip_to(100);
        assert_eq!(clock.observe(reading(20, 9 * SECOND)), 108);
    }

    #[test]
    fn what_the_tracer_costs_is_given_back_and_time_still_never_goes_back() {
        let mut clock = clock();
        assert_eq!(clock.observe(cpu(10)), 10);
        clock.refund(4);
        assert_eq!(clock.observe(cpu(20)), 16);
        clock.refund(9);
        assert_eq!(clock.observe(cpu(21)), 16, "it stands still");
        assert_eq!(clock.observe(cpu(25)), 20, "and goes on with the program");
        assert_eq!(clock.refunded(), 5);
    }

    #[test]
    fn what_a_program_reads_began_where_the_real_clocks_were() {
        let mut clock = clock();
        clock.skip_to(2);
        let shown = [
            (ClockId::Realtime, BASE.realtime + 2),
            (ClockId::Monotonic, 42),
            (ClockId::Raw, 43),
            (ClockId::Boottime, 92),
            (ClockId::Tai, BASE.tai + 2),
        ];
        for (id, time) in shown {
            assert_eq!(clock.shown(id), time, "{id:?}");
        }
    }

    #[test]
    fn a_deadline_is_a_time_since_the_start_however_it_is_said() {
        let mut clock = clock();
        clock.skip_to(5);
        let deadline = |timeout| clock.deadline(timeout);
        assert_eq!(deadline(Timeout::Never), None);
        assert_eq!(deadline(Timeout::After(0)), Some(5));
        assert_eq!(deadline(Timeout::After(10)), Some(15));
        let realtime = Timeout::At(ClockId::Realtime, BASE.realtime + 7);
        assert_eq!(deadline(realtime), Some(7));
        assert_eq!(deadline(Timeout::At(ClockId::Boottime, 97)), Some(7));
    }

    #[test]
    fn a_deadline_before_the_start_or_beyond_all_times_is_the_first_or_the_last() {
        let mut clock = clock();
        clock.skip_to(5);
        let deadline = |timeout| clock.deadline(timeout);
        assert_eq!(deadline(Timeout::At(ClockId::Realtime, 999)), Some(0));
        assert_eq!(deadline(Timeout::At(ClockId::Monotonic, 0)), Some(0));
        assert_eq!(deadline(Timeout::After(Nanos::MAX)), Some(Nanos::MAX));
    }

    #[test]
    fn who_gives_up_goes_on_from_where_time_was_and_does_not_jump() {
        let mut clock = clock();
        let reading = |real| Reading { cpu: 3, real };
        clock.skip_to(5 * SECOND);
        clock.give_up(Unskippable::Timer, reading(SECOND));
        assert_eq!(clock.mode(), Mode::GivenUp(Unskippable::Timer));
        clock.skip_to(Nanos::MAX);
        assert_eq!(clock.observe(reading(SECOND + 7)), 5 * SECOND + 10);
        clock.give_up(Unskippable::Listening, reading(SECOND + 7));
        assert_eq!(
            clock.mode(),
            Mode::GivenUp(Unskippable::Timer),
            "the first reason stays"
        );
    }

    #[test]
    fn on_the_wall_time_is_what_passes() {
        let mut clock = Clock::new(Mode::Wall, BASE);
        clock.skip_to(SECOND);
        assert_eq!(clock.observe(Reading { cpu: 9, real: 4 }), 4);
    }
}
