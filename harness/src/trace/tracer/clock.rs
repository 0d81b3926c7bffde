//! The clock of a traced run. On the virtual clock it is also the one that the program sees.

use std::collections::HashMap;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use nix::time::{ClockId, clock_gettime};
use nix::unistd::Pid;

use super::call::{Nanos, Reference, Timeout};

/// The time since the start of a run.
#[derive(Debug)]
pub(super) struct Clock {
    /// What the real clocks said at the start.
    realtime: Nanos,
    monotonic: Nanos,
    /// CPU time of each process, as last seen.
    cpu: HashMap<Pid, Nanos>,
    /// That of those that have gone.
    gone: Nanos,
    pace: Pace,
}

/// What moves a clock.
#[derive(Debug)]
enum Pace {
    /// The CPU time of all traced processes, and jumps over their waits.
    Skipping { skipped: Nanos },
    /// Nothing but time, since it was this late.
    Passing { since: Instant, from: Nanos },
}

impl Clock {
    /// A clock that begins now and skips waits.
    pub(super) fn skipping() -> Self {
        Self::new(Pace::Skipping { skipped: 0 })
    }

    /// A clock that begins now and goes as the one on the wall.
    pub(super) fn passing() -> Self {
        Self::new(Pace::Passing {
            since: Instant::now(),
            from: 0,
        })
    }

    fn new(pace: Pace) -> Self {
        let realtime = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let monotonic = clock_gettime(ClockId::CLOCK_MONOTONIC).map_or(0, nanos);
        Self {
            realtime: realtime.as_nanos() as Nanos,
            monotonic,
            cpu: HashMap::new(),
            gone: 0,
            pace,
        }
    }

    /// Lets time pass from now on.
    pub(super) fn let_pass(&mut self) {
        if self.skips() {
            let from = self.now();
            let since = Instant::now();
            self.pace = Pace::Passing { since, from };
        }
    }

    /// Whether it skips waits.
    pub(super) fn skips(&self) -> bool {
        matches!(self.pace, Pace::Skipping { .. })
    }

    /// Takes a process in, or reads its CPU time once more before it ends.
    pub(super) fn watch(&mut self, process: Pid) {
        read_cpu(process, self.cpu.entry(process).or_default());
    }

    /// Takes in that a process has gone: it uses no more, and another may get its number.
    pub(super) fn forget(&mut self, process: Pid) {
        self.gone += self.cpu.remove(&process).unwrap_or_default();
    }

    /// CPU time that all processes have used.
    pub(super) fn cpu(&mut self) -> Nanos {
        for (process, last) in &mut self.cpu {
            read_cpu(*process, last);
        }
        self.gone + self.cpu.values().sum::<Nanos>()
    }

    /// The time since the start.
    pub(super) fn now(&mut self) -> Nanos {
        match self.pace {
            Pace::Skipping { skipped } => self.cpu() + skipped,
            Pace::Passing { since, from } => from + since.elapsed().as_nanos() as Nanos,
        }
    }

    /// Jumps forward to `deadline`; it never goes back, and where time passes it does not jump.
    pub(super) fn skip_to(&mut self, deadline: Nanos) {
        let ahead = deadline.saturating_sub(self.now());
        if let Pace::Skipping { skipped } = &mut self.pace {
            *skipped += ahead;
        }
    }

    /// What the program reads from a clock.
    pub(super) fn reading(&mut self, reference: Reference) -> Nanos {
        self.base(reference) + self.now()
    }

    /// When a wait, or a timer, that begins at `now` is over at the latest.
    pub(super) fn deadline(&self, timeout: Timeout, now: Nanos) -> Option<Nanos> {
        match timeout {
            Timeout::Never => None,
            Timeout::After(time) => Some(now.saturating_add(time)),
            Timeout::At(reference, time) => Some(time.saturating_sub(self.base(reference))),
        }
    }

    fn base(&self, reference: Reference) -> Nanos {
        match reference {
            Reference::Realtime => self.realtime,
            Reference::Monotonic => self.monotonic,
        }
    }
}

/// Reads the CPU time of a process, unless it has gone.
fn read_cpu(process: Pid, last: &mut Nanos) {
    /// How the number of a process becomes that of its clock, as Linux has it: shifted and
    /// inverted, and behind it the kind of the clock, here the one that the scheduler keeps.
    const KIND: i32 = 2;
    let clock = ClockId::from_raw(!process.as_raw() << 3 | KIND);
    if let Ok(time) = clock_gettime(clock) {
        *last = nanos(time).max(*last);
    }
}

fn nanos(time: nix::sys::time::TimeSpec) -> Nanos {
    time.tv_sec() as Nanos * 1_000_000_000 + time.tv_nsec() as Nanos
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Nanos = 1_000_000_000;

    /// A clock that skips, started at these readings of the real ones.
    fn clock(realtime: Nanos, monotonic: Nanos) -> Clock {
        Clock {
            realtime,
            monotonic,
            cpu: HashMap::new(),
            gone: 0,
            pace: Pace::Skipping { skipped: 0 },
        }
    }

    /// Processes that are not there, because no system has that many, so that what was last seen of
    /// their CPU time is all there is.
    const ONE: Pid = Pid::from_raw(200_000_000);
    const OTHER: Pid = Pid::from_raw(200_000_001);

    #[test]
    fn it_jumps_to_a_deadline_and_never_back() {
        let mut clock = clock(0, 0);
        clock.skip_to(5 * SECOND);
        assert_eq!(clock.now(), 5 * SECOND);
        clock.skip_to(3 * SECOND);
        clock.skip_to(0);
        assert_eq!(clock.now(), 5 * SECOND);
    }

    #[test]
    fn it_goes_on_by_the_cpu_time_of_all_processes_those_that_have_gone_too() {
        let mut clock = clock(0, 0);
        clock.cpu.extend([(ONE, 7), (OTHER, 5)]);
        assert_eq!((clock.cpu(), clock.now()), (12, 12));
        clock.skip_to(100);
        assert_eq!((clock.cpu(), clock.now()), (12, 100));
        clock.forget(ONE);
        clock.forget(ONE);
        assert_eq!((clock.cpu(), clock.now()), (12, 100));
    }

    #[test]
    fn what_a_program_reads_began_where_the_real_clocks_were() {
        let mut clock = clock(1_700_000_000 * SECOND, 40);
        clock.skip_to(2);
        assert_eq!(
            clock.reading(Reference::Realtime),
            1_700_000_000 * SECOND + 2
        );
        assert_eq!(clock.reading(Reference::Monotonic), 42);
    }

    #[test]
    fn a_deadline_is_a_time_since_the_start_however_it_is_said() {
        let clock = clock(1000, 40);
        let deadline = |timeout| clock.deadline(timeout, 5);
        assert_eq!(deadline(Timeout::Never), None);
        assert_eq!(deadline(Timeout::After(0)), Some(5));
        assert_eq!(deadline(Timeout::After(10)), Some(15));
        assert_eq!(deadline(Timeout::At(Reference::Realtime, 1007)), Some(7));
        assert_eq!(deadline(Timeout::At(Reference::Monotonic, 47)), Some(7));
    }

    #[test]
    fn a_deadline_before_the_start_or_beyond_all_times_is_the_first_or_the_last() {
        let clock = clock(1000, 40);
        let deadline = |timeout| clock.deadline(timeout, 5);
        assert_eq!(deadline(Timeout::At(Reference::Realtime, 999)), Some(0));
        assert_eq!(deadline(Timeout::At(Reference::Monotonic, 0)), Some(0));
        assert_eq!(deadline(Timeout::After(Nanos::MAX)), Some(Nanos::MAX));
    }

    #[test]
    fn time_that_passes_goes_on_from_where_it_was_and_does_not_jump() {
        let mut clock = clock(0, 0);
        clock.skip_to(5 * SECOND);
        clock.let_pass();
        assert!(!clock.skips());
        clock.skip_to(Nanos::MAX);
        let now = clock.now();
        assert!((5 * SECOND..Nanos::MAX).contains(&now), "{now}");
        clock.let_pass();
        assert!(clock.now() >= now);
    }
}
