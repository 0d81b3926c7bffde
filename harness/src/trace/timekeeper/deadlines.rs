//! When waits are over at the latest.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use crate::trace::Nanos;

/// The deadlines of all threads that wait with one.
#[derive(Debug)]
pub(in crate::trace) struct Deadlines<Thread> {
    by_time: BTreeSet<(Nanos, Thread)>,
    by_thread: HashMap<Thread, Nanos>,
}

impl<Thread> Default for Deadlines<Thread> {
    fn default() -> Self {
        Self {
            by_time: BTreeSet::new(),
            by_thread: HashMap::new(),
        }
    }
}

impl<Thread: Copy + Ord + Hash> Deadlines<Thread> {
    /// Sets when a thread's wait is over at the latest; it has but one.
    pub(in crate::trace) fn set(&mut self, thread: Thread, deadline: Option<Nanos>) {
        self.remove(thread);
        if let Some(deadline) = deadline {
            self.by_thread.insert(thread, deadline);
            self.by_time.insert((deadline, thread));
        }
    }

    /// Takes in that a thread waits no more.
    pub(in crate::trace) fn remove(&mut self, thread: Thread) {
        if let Some(deadline) = self.by_thread.remove(&thread) {
            self.by_time.remove(&(deadline, thread));
        }
    }

    /// The next one.
    pub(in crate::trace) fn next(&self) -> Option<Nanos> {
        self.by_time.first().map(|(deadline, _)| *deadline)
    }

    /// Takes out a thread whose time has come, the earliest first.
    pub(in crate::trace) fn pop_due(&mut self, now: Nanos) -> Option<Thread> {
        let (deadline, thread) = *self.by_time.first()?;
        if deadline > now {
            return None;
        }
        self.remove(thread);
        Some(thread)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_are_due_in_the_order_of_their_deadlines_and_each_but_once() {
        let [one, other, third] = ["one", "other", "third"];
        let mut deadlines = Deadlines::default();
        deadlines.set(one, Some(30));
        deadlines.set(other, Some(10));
        deadlines.set(third, Some(20));
        deadlines.set(one, Some(15));
        assert_eq!(deadlines.next(), Some(10));
        assert_eq!(deadlines.pop_due(9), None);
        assert_eq!(deadlines.pop_due(15), Some(other));
        assert_eq!(deadlines.pop_due(15), Some(one));
        assert_eq!(deadlines.pop_due(15), None);
        deadlines.set(third, None);
        deadlines.remove(other);
        assert_eq!(deadlines.next(), None);
    }
}
