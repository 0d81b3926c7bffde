//! Timers that a program has set. The kernel's own stay off; when one is due here, the kernel is told to
//! let its own go off.

use std::collections::HashMap;
use std::hash::Hash;

use crate::trace::Nanos;

/// All timers that are set, each by what tells it from others.
#[derive(Debug)]
pub(in crate::trace) struct Timers<Key>(HashMap<Key, Timer>);

#[derive(Debug, Clone, Copy)]
struct Timer {
    deadline: Nanos,
    /// After how long it goes off again; zero for never.
    interval: Nanos,
    /// How often its time had come before it was set.
    before: u64,
}

/// A kind of the kernel's timers, of those that can be kept here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::trace) enum Target {
    /// The one behind this file descriptor.
    Descriptor(i32),
    /// The same, by whatever descriptor of whatever process.
    File(usize),
    /// The one that sends the process a SIGALRM.
    Alarm,
}

/// A timer that goes off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::trace) struct Due<Key> {
    pub(in crate::trace) key: Key,
    /// How often its time has come since it went off last.
    pub(in crate::trace) expirations: u64,
}

impl<Key> Default for Timers<Key> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<Key: Copy + Eq + Hash> Timers<Key> {
    /// Sets a timer, or, without a deadline, switches it off.
    pub(in crate::trace) fn set(&mut self, key: Key, deadline: Option<Nanos>, interval: Nanos) {
        match deadline {
            Some(deadline) => {
                let timer = Timer {
                    deadline,
                    interval,
                    before: 0,
                };
                self.0.insert(key, timer);
            }
            None => drop(self.0.remove(&key)),
        }
    }

    /// Sets a timer to a time that was so long before `now`.
    pub(in crate::trace) fn set_late(
        &mut self,
        key: Key,
        late: Nanos,
        interval: Nanos,
        now: Nanos,
    ) {
        let since = late.checked_rem(interval).unwrap_or(0);
        let timer = Timer {
            deadline: now.saturating_sub(since),
            interval,
            before: late.checked_div(interval).unwrap_or(0),
        };
        self.0.insert(key, timer);
    }

    /// How long a timer still has to go at `now`, and its interval; zero and zero if it is off.
    pub(in crate::trace) fn rest(&self, key: Key, now: Nanos) -> (Nanos, Nanos) {
        self.0.get(&key).map_or((0, 0), |timer| {
            (timer.deadline.saturating_sub(now).max(1), timer.interval)
        })
    }

    /// When the next one goes off.
    pub(in crate::trace) fn next(&self) -> Option<Nanos> {
        self.0.values().map(|timer| timer.deadline).min()
    }

    /// Forgets those that concern nobody any more.
    pub(in crate::trace) fn retain(&mut self, is_there: impl Fn(Key) -> bool) {
        self.0.retain(|key, _| is_there(*key));
    }

    /// Lets all go off whose time has come.
    pub(in crate::trace) fn pop_due(&mut self, now: Nanos) -> Vec<Due<Key>> {
        let mut due = Vec::new();
        self.0.retain(|key, timer| {
            let Some(late) = now.checked_sub(timer.deadline) else {
                return true;
            };
            let missed = late.checked_div(timer.interval).unwrap_or(0);
            due.push(Due {
                key: *key,
                expirations: missed + 1 + timer.before,
            });
            timer.before = 0;
            let is_again = timer.interval > 0;
            let passed = timer.interval.saturating_mul(missed + 1);
            timer.deadline = timer.deadline.saturating_add(passed);
            is_again
        });
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Timers, each with its deadline and its interval.
    fn timers(timers: &[(char, Option<Nanos>, Nanos)]) -> Timers<char> {
        let mut all = Timers::default();
        for (key, deadline, interval) in timers {
            all.set(*key, *deadline, *interval);
        }
        all
    }

    #[test]
    fn a_timer_says_how_long_it_has_to_go_and_its_interval() {
        let timers = timers(&[('a', Some(10), 3), ('b', Some(20), 0)]);
        assert_eq!(timers.rest('a', 4), (6, 3));
        assert_eq!(timers.rest('b', 4), (16, 0));
        assert_eq!(timers.rest('c', 4), (0, 0));
        assert_eq!(timers.next(), Some(10));
    }

    #[test]
    fn a_timer_that_is_due_is_not_yet_off() {
        let timers = timers(&[('a', Some(10), 0)]);
        assert_eq!(timers.rest('a', 10), (1, 0));
        assert_eq!(timers.rest('a', 99), (1, 0));
    }

    #[test]
    fn to_set_a_timer_again_replaces_it_and_to_set_it_to_nothing_switches_it_off() {
        let twice = timers(&[('a', Some(10), 3), ('a', Some(50), 0)]);
        assert_eq!(twice.rest('a', 0), (50, 0));
        let off = timers(&[('a', Some(10), 3), ('b', Some(5), 0), ('a', None, 3)]);
        assert_eq!((off.rest('a', 0), off.next()), ((0, 0), Some(5)));
    }

    #[test]
    fn only_what_is_due_goes_off_and_what_has_an_interval_stays() {
        let mut timers = timers(&[('a', Some(10), 0), ('b', Some(10), 4)]);
        assert_eq!(timers.pop_due(9), []);
        assert_eq!(timers.pop_due(10).len(), 2);
        assert_eq!(timers.rest('a', 10), (0, 0));
        assert_eq!(timers.rest('b', 10), (4, 4));
        assert_eq!((timers.pop_due(13).len(), timers.pop_due(14).len()), (0, 1));
    }

    #[test]
    fn an_interval_counts_from_the_deadline_and_what_was_missed_is_told() {
        let gone_off = |now, interval| {
            let mut timers = timers(&[('a', Some(10), interval)]);
            let due = timers.pop_due(now);
            (due[0].expirations, timers.next())
        };
        assert_eq!(gone_off(10, 4), (1, Some(14)));
        assert_eq!(gone_off(13, 4), (1, Some(14)));
        assert_eq!(gone_off(14, 4), (2, Some(18)));
        assert_eq!(gone_off(1_000_001, 4), (249_998, Some(1_000_002)));
        assert_eq!(gone_off(12, Nanos::MAX), (1, Some(Nanos::MAX)));
        assert_eq!(gone_off(12, 0), (1, None));
    }

    #[test]
    fn a_timer_that_is_set_to_a_time_in_the_past_has_missed_all_its_times_since() {
        let gone_off = |interval| {
            let mut timers = Timers::default();
            timers.set_late('a', 1005, interval, 20);
            let due = timers.pop_due(20);
            (due[0].expirations, timers.next())
        };
        assert_eq!(gone_off(100), (11, Some(115)));
        assert_eq!(gone_off(0), (1, None));
    }

    #[test]
    fn a_timer_of_somebody_who_has_gone_is_forgotten() {
        let mut timers = timers(&[('a', Some(10), 0), ('b', Some(20), 0)]);
        timers.retain(|key| key == 'b');
        assert_eq!(timers.next(), Some(20));
    }
}
