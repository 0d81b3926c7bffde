//! What a wait means for others, told from the Python functions on the stack.
//!
//! Innermost first: asyncio's own look for events means that the event loop waits for them; the program's
//! own code means that it waits itself, and whether that blocks an event loop depends on who called it.

use super::Frame;
use crate::trace::stack::{Meaning, Role};

/// The name that reports have for the event loop.
const ASYNCIO: &str = "asyncio";

/// A turn of the event loop.
const TURN: &[&str] = &["asyncio.base_events.BaseEventLoop._run_once"];

/// What a turn waits in for events, and where it reads the clock.
const PARKS: &[&str] = &["selectors.", "asyncio.base_events.BaseEventLoop.time"];

/// The event loop calling back, which is also how it polls a task.
const POLL: &[&str] = &["asyncio.events.Handle._run"];

/// What starts an event loop, of whatever make.
const START: &[&str] = &["asyncio.runners."];

/// A task's own timer, which reads the clock when it is set.
const TIMERS: &[&str] = &[
    "asyncio.base_events.BaseEventLoop.call_later",
    "asyncio.timeouts.",
];

/// A pool's thread running a function of the program's.
const WORK: &[&str] = &["concurrent.futures.thread._WorkItem.run"];

/// The main loops of pools, and what manages them.
const POOLS: &[&str] = &[
    "concurrent.futures.process._ExecutorManagerThread.",
    "concurrent.futures.process._process_worker",
    "concurrent.futures.thread._worker",
    "multiprocessing.pool.Pool._handle_",
    "multiprocessing.pool.worker",
];

/// A thread of the program's running its function, and what is around that.
const THREAD: &[&str] = &["threading.Thread.run"];
const THREADS_START: &[&str] = &["threading.Thread._bootstrap"];

/// How threads wait for work that others hand to them.
const QUEUES: &[&str] = &["queue.", "threading.Condition.wait"];

/// Where a process begins that is a copy of another, with that one's stack.
const FORKED: &[&str] = &["multiprocessing.process.BaseProcess._bootstrap"];

/// Tells from the Python functions on a stack, innermost first, what a wait means. A plain sleep is never
/// how an event loop waits; `is_lock` says that it waits for the interpreter's own lock.
pub(in crate::trace::stack) fn classify(
    frames: &[Frame],
    is_sleep: bool,
    is_lock: bool,
) -> Meaning {
    let forked = frames.iter().position(|frame| frame.is_one_of(FORKED));
    let frames = &frames[..forked.unwrap_or(frames.len())];
    let first = |list: &[&str]| frames.iter().position(|frame| frame.is_one_of(list));
    let (turn, poll, work) = (first(TURN), first(POLL), first(WORK));
    // Behind one of these it is Python that calls, and not who asked it to.
    let python = [turn, poll, work, first(POOLS), first(START), first(THREAD)];
    let reach = python.into_iter().flatten().min().unwrap_or(frames.len());
    let (near, outwards) = frames.split_at(reach);
    let own = near.iter().find(|frame| frame.is_own());
    let runs_tasks = turn.is_some_and(|turn| work.is_none_or(|work| turn < work));

    let is_parked = || near.iter().all(|frame| frame.is_one_of(PARKS));
    let next = |list| outwards.first().is_some_and(|frame| frame.is_one_of(list));
    let role = match own {
        _ if is_lock => Role::Idle,
        Some(_) if !is_sleep && !runs_tasks && is_waiting_for_work(near, frames) => Role::Idle,
        None if !is_sleep && next(TURN) && is_parked() => Role::Parked,
        None if !is_sleep && next(POOLS) => Role::Idle,
        None if !is_sleep && turn.or(work).is_none() && is_pythons(near, frames) => Role::Idle,
        // An event loop that is not Python's own has no functions here.
        None if near.is_empty() && next(START) => Role::Unknown,
        _ if work.is_some() && !runs_tasks => Role::Offloaded,
        _ => Role::Blocked,
    };
    // Of an event loop that waits it is where the program started it.
    let from = if role == Role::Parked { frames } else { near };
    let own = from
        .iter()
        .filter(|frame| frame.is_own() && role != Role::Idle);
    let mut own = own.map(Frame::named);
    Meaning {
        role,
        event_loop: runs_tasks.then_some(ASYNCIO),
        site: own.next(),
        callers: own.collect(),
        sets_timer: runs_tasks && near.iter().any(|frame| frame.is_one_of(TIMERS)),
    }
}

/// Whether a thread waits that is Python's own, as what looks after a child is, or one that has not come to the
/// program's code yet, or has left it.
fn is_pythons(near: &[Frame], frames: &[Frame]) -> bool {
    let is_pythons = near.iter().all(|frame| frame.module().is_some());
    is_started(frames) && !near.is_empty() && is_pythons
}

/// Whether a thread that was started for it waits in a queue, as its own code says.
fn is_waiting_for_work(near: &[Frame], frames: &[Frame]) -> bool {
    let inside = near.iter().take_while(|frame| !frame.is_own());
    is_started(frames) && inside.last().is_some_and(|frame| frame.is_one_of(QUEUES))
}

/// Whether this is the stack of another thread than the main one.
fn is_started(frames: &[Frame]) -> bool {
    frames
        .last()
        .is_some_and(|frame| frame.is_one_of(THREADS_START))
}

impl Frame {
    /// Whether it is a function of Python's own with such a name.
    fn is_one_of(&self, list: &[&str]) -> bool {
        let matches = |module: &str, function: &str| {
            list.iter().any(|beginning| {
                let behind = beginning.strip_prefix(module);
                let behind = behind.and_then(|rest| rest.strip_prefix('.'));
                behind.is_some_and(|beginning| function.starts_with(beginning))
            })
        };
        self.module()
            .is_some_and(|module| matches(&module, &self.function))
    }

    /// Whether it is the program's own: neither Python's nor an installed package's.
    fn is_own(&self) -> bool {
        const INSTALLED: &[&str] = &["/site-packages/", "/dist-packages/"];
        self.module().is_none() && !INSTALLED.iter().any(|folder| self.file.contains(folder))
    }
}

#[cfg(test)]
mod tests;
