//! Takes in what the threads of a program do, and makes of it what is told of the run.
//!
//! - `resolve`: from stacks to what a wait means, and to places in the source.

mod resolve;

use std::collections::HashMap;

use nix::unistd::Pid;

use super::engine::Thread;
use super::record::Record;
use super::stack::{Stack, Stacks};
use super::{MAX_WAITS, Nanos};

/// How many more for every second that has passed: as many as there are for someone who waits a
/// twentieth of a millisecond at a time.
const MORE_EACH_SECOND: usize = 20_000;

/// What all threads have done so far.
#[derive(Debug, Default)]
pub(super) struct Recorder {
    /// Of threads that are there.
    threads: HashMap<Thread, ThreadRecord>,
    /// Of those that have gone, in the order in which they went.
    gone: Vec<(Pid, ThreadRecord)>,
    waits: usize,
}

/// What a thread has done.
#[derive(Debug, Default)]
pub(super) struct ThreadRecord {
    /// Whether its process is the one that was started, and not a child of that.
    pub(super) is_own: bool,
    pub(super) name: String,
    pub(super) from: Nanos,
    pub(super) to: Nanos,
    pub(super) waits: Vec<Waited>,
    pub(super) computed: Vec<Computed>,
    /// Its stacks when it read the clock since it waited last.
    looks: Vec<Stack>,
}

/// A wait that is over.
#[derive(Debug)]
pub(super) struct Waited {
    pub(super) from: Nanos,
    pub(super) to: Nanos,
    /// The syscall that it waited in.
    pub(super) call: &'static str,
    pub(super) stack: Stack,
    /// The stacks when the clock was read before it, since the wait before.
    pub(super) looks: Box<[Stack]>,
}

/// A stretch of computing that is over.
#[derive(Debug)]
pub(super) struct Computed {
    pub(super) from: Nanos,
    pub(super) to: Nanos,
    pub(super) cpu: Nanos,
    pub(super) stack: Stack,
}

impl Recorder {
    /// A thread has begun.
    pub(super) fn begin(&mut self, thread: Thread, is_own: bool, name: String, now: Nanos) {
        let record = ThreadRecord {
            is_own,
            name,
            from: now,
            to: now,
            ..ThreadRecord::default()
        };
        self.threads.insert(thread, record);
    }

    /// Whether a thread has ever waited.
    pub(super) fn has_waited(&self, thread: Thread) -> bool {
        let record = self.threads.get(&thread);
        record.is_some_and(|record| !record.waits.is_empty())
    }

    /// A thread has read the clock, or looked for events, with this stack.
    pub(super) fn look(&mut self, thread: Thread, stack: Stack) {
        if let Some(record) = self.threads.get_mut(&thread) {
            record.looks.push(stack);
        }
    }

    /// How often a thread has done so since it waited last.
    pub(super) fn looks(&self, thread: Thread) -> usize {
        self.threads.get(&thread).map_or(0, |one| one.looks.len())
    }

    /// A thread has waited, in this syscall and with this stack.
    pub(super) fn waited(
        &mut self,
        thread: Thread,
        (from, to): (Nanos, Nanos),
        call: &'static str,
        stack: Stack,
    ) {
        if let Some(record) = self.threads.get_mut(&thread) {
            self.waits += 1;
            record.waits.push(Waited {
                from,
                to,
                call,
                stack,
                looks: std::mem::take(&mut record.looks).into(),
            });
        }
    }

    /// A thread has computed.
    pub(super) fn computed(&mut self, thread: Thread, computed: Computed) {
        if let Some(record) = self.threads.get_mut(&thread) {
            record.computed.push(computed);
        }
    }

    /// A thread is about to end, under this name, if that is known.
    pub(super) fn end(&mut self, thread: Thread, name: Option<String>, now: Nanos) {
        if let Some(record) = self.threads.get_mut(&thread) {
            record.to = now;
            record.name = name.unwrap_or_else(|| std::mem::take(&mut record.name));
        }
    }

    /// A thread is there no more; another may get its number.
    pub(super) fn gone(&mut self, thread: Thread) {
        let record = self.threads.remove(&thread);
        self.gone.extend(record.map(|record| (thread.id(), record)));
    }

    /// A thread was none: what it did is of no interest.
    pub(super) fn forget(&mut self, thread: Thread) {
        self.threads.remove(&thread);
    }

    /// Whether there were more waits than the time that has passed allows.
    pub(super) fn has_too_many_waits(&self, now: Nanos) -> bool {
        let seconds = usize::try_from(now / 1_000_000_000).unwrap_or(usize::MAX);
        let more = seconds.saturating_mul(MORE_EACH_SECOND);
        self.waits > MAX_WAITS.saturating_add(more)
    }

    /// What is told of the run; `leader` is its main thread.
    pub(super) fn into_record(mut self, leader: Pid, stacks: &mut Stacks) -> Record {
        let left = self.threads.drain();
        self.gone
            .extend(left.map(|(thread, record)| (thread.id(), record)));
        resolve::record(&self.gone, leader, stacks)
    }
}
