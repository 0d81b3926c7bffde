//! What a wait means for other tasks, told from the functions on the stack.
//!
//! Innermost first, past the system's libraries: a runtime's own park or driver means that the
//! event loop waits for events; the program's own code means that it waits itself, and whether
//! that blocks an event loop depends on who called it.

use super::Frame;
use crate::trace::LIBRARIES;

/// What a stack tells of a wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::trace) struct Meaning {
    pub(in crate::trace) role: Role,
    /// The runtime whose event loop is on the stack.
    pub(in crate::trace) event_loop: Option<&'static str>,
    /// The innermost frame in the program's own source.
    pub(in crate::trace) site: Option<Frame>,
    /// The frames in there that it was called from, innermost first.
    pub(in crate::trace) callers: Vec<Frame>,
    /// Whether a task is setting a timer for itself.
    pub(in crate::trace) sets_timer: bool,
}

/// Who waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::trace) enum Role {
    /// The event loop, for events.
    Parked,
    /// Code on a thread that runs tasks, or on one that has no event loop.
    Blocked,
    /// Code on a thread that runs no tasks.
    Offloaded,
    /// A pool's thread, for work: it keeps nobody from anything.
    Idle,
    /// Nobody can tell: no function on the stack has a name.
    Unknown,
}

/// A function that tells something, by how its name begins, and what it tells.
const RUNTIMES: &[(&str, &str)] = &[
    (
        "tokio::runtime::scheduler::current_thread",
        "tokio current_thread",
    ),
    (
        "tokio::runtime::scheduler::multi_thread",
        "tokio multi_thread",
    ),
    ("async_io::", "smol"),
    ("futures_executor::local_pool", "futures"),
    ("select_epoll_poll", "asyncio"),
];

/// A runtime waiting for events, or for a task to become ready.
const PARKS: &[&str] = &[
    "tokio::runtime::park::Inner",
    "tokio::runtime::park::ParkThread",
    "tokio::runtime::park::CachedParkThread::park",
    "tokio::runtime::driver",
    "tokio::runtime::time",
    "tokio::runtime::io",
    "tokio::runtime::signal",
    "tokio::runtime::process",
    "tokio::runtime::scheduler::current_thread::Context::park",
    "tokio::runtime::scheduler::multi_thread::park",
    "tokio::runtime::scheduler::multi_thread::worker::Context::park",
    "tokio::runtime::blocking::shutdown",
    "async_io::reactor",
    "async_io::driver",
    "parking::",
    "futures_executor::local_pool",
    "select_epoll_poll",
    "select_poll_poll",
    "select_select",
];

/// A runtime polling a task, whose own code the compiler may have made part of this function.
const POLLS: &[&str] = &["tokio::runtime::task", "tokio::runtime::blocking::task"];

/// What polls tasks.
const EXECUTORS: &[&str] = &["tokio::runtime", "async_executor", "futures_executor"];

/// A task's own timer, which reads the clock when it is set.
const TIMERS: &[&str] = &[
    "tokio::time::sleep",
    "tokio::time::timeout",
    "tokio::time::interval",
    "async_io::Timer",
];

/// The main loop of a pool for calls that block.
const POOLS: &[&str] = &["tokio::runtime::blocking::pool", "blocking::Executor"];

/// What the names of functions begin with that are not the program's own, where nothing tells
/// their files.
const FOREIGN_CRATES: &[&str] = &[
    "alloc",
    "async_executor",
    "async_io",
    "async_task",
    "blocking",
    "core",
    "futures",
    "futures_channel",
    "futures_executor",
    "futures_lite",
    "futures_util",
    "mio",
    "parking",
    "parking_lot",
    "parking_lot_core",
    "polling",
    "rustix",
    "smol",
    "std",
    "tokio",
];

/// Tells from the frames of a stack, innermost first, what a wait means. A plain sleep is never
/// how a runtime waits.
pub(super) fn classify(frames: &[Frame], is_sleep: bool) -> Meaning {
    let first = |list: &[&str]| {
        frames
            .iter()
            .position(|frame| begins_with_one_of(frame, list))
    };
    let own = frames.iter().position(is_own);
    let (park, pool) = (first(PARKS), first(POOLS));
    let event_loop = RUNTIMES
        .iter()
        .find(|(beginning, _)| first(&[beginning]).is_some())
        .map(|(_, runtime)| *runtime);

    let nearest = [
        (own.or(first(POLLS)), Role::Blocked),
        (pool, Role::Idle),
        (park, Role::Parked),
    ]
    .into_iter()
    .filter_map(|(position, role)| Some((position?, role)))
    .min_by_key(|(position, _)| *position);
    let waits_itself = is_sleep
        || !matches!(nearest, Some((_, Role::Idle | Role::Parked)))
        || park.is_some_and(|park| is_held_up(&frames[park..]));
    let role = match nearest {
        _ if waits_itself && pool.is_some() && runs_no_tasks(frames) => Role::Offloaded,
        _ if waits_itself && is_starting_or_ending(frames) && !is_sleep => Role::Idle,
        _ if waits_itself && is_nameless(frames) && !is_sleep => Role::Unknown,
        Some((_, role)) if !waits_itself => role,
        _ => Role::Blocked,
    };
    let site = own
        .map(|own| frames[own].clone())
        .filter(|_| role != Role::Idle);
    // Behind a runtime's frame it is the runtime that calls, and not who made the task.
    let outwards = own.map_or(&[][..], |own| &frames[own + 1..]);
    let is_runtime = |frame: &&Frame| begins_with_one_of(frame, EXECUTORS);
    let callers = outwards.iter().take_while(|frame| !is_runtime(frame));
    Meaning {
        role,
        event_loop,
        site,
        callers: callers.filter(|frame| is_own(frame)).cloned().collect(),
        sets_timer: first(TIMERS).is_some_and(|timer| park.is_none_or(|park| timer < park)),
    }
}

/// Whether code that has a thread for itself waits by an event loop's means, as with a `block_on` inside of
/// a task, and the thread waits with it. The frames are those from the park on.
fn is_held_up(frames: &[Frame]) -> bool {
    /// It runs no event loop, but waits for one that another thread runs.
    const GUEST: &[&str] = &["tokio::runtime::handle::Handle::block_on"];
    let Some(own) = frames.iter().position(is_own) else {
        return false;
    };
    let (inside, outside) = frames.split_at(own);
    let any = |frames: &[Frame], list| frames.iter().any(|frame| begins_with_one_of(frame, list));
    any(outside, POLLS) || (any(inside, GUEST) && is_started(outside))
}

/// Whether this is the stack of another thread than the main one.
fn is_started(frames: &[Frame]) -> bool {
    let is_start = |frame: &Frame| frame.is_vouched_for && frame.function.starts_with("clone");
    frames.last().is_some_and(is_start)
}

/// Whether a pool's thread does blocking work. The workers of a runtime come from its pool, too,
/// and one that is in `block_in_place` has handed its tasks to another.
fn runs_no_tasks(frames: &[Frame]) -> bool {
    const WORKER: &[&str] = &["tokio::runtime::scheduler::multi_thread::worker::Context"];
    const HANDS_OVER: &[&str] =
        &["tokio::runtime::scheduler::multi_thread::worker::block_in_place"];
    let any = |list| frames.iter().any(|frame| begins_with_one_of(frame, list));
    !any(WORKER) || any(HANDS_OVER)
}

/// Whether a thread has not come to the program's code yet, or has left it: the system's libraries have
/// started it, and nothing else is on its stack. They have locks of their own.
fn is_starting_or_ending(frames: &[Frame]) -> bool {
    frames.iter().all(|frame| frame.is_system) && is_started(frames)
}

/// Whether all that is known are names in the system's own libraries.
fn is_nameless(frames: &[Frame]) -> bool {
    let mut own = frames.iter().filter(|frame| !frame.is_system);
    own.all(|frame| frame.function.is_empty())
}

/// Whether a function of some library's has such a name.
fn begins_with_one_of(frame: &Frame, list: &[&str]) -> bool {
    if !frame.is_vouched_for {
        return false;
    }
    let name = frame.function.trim_start_matches(['<', '&']);
    list.iter().any(|beginning| name.starts_with(beginning))
}

/// Whether a function is the program's own: by its file, or, where that is not known, by the crate
/// that its name begins with.
fn is_own(frame: &Frame) -> bool {
    if let Some(file) = &frame.file {
        return file.ends_with(".rs") && !LIBRARIES.iter().any(|place| file.contains(place));
    }
    let name = frame.function.trim_start_matches(['<', '&']);
    let in_crate = name.split_once("::").map(|(first, _)| first);
    in_crate.is_some_and(|first| {
        let is_name = first.chars().all(|c| c.is_alphanumeric() || c == '_');
        is_name && !first.is_empty() && !FOREIGN_CRATES.contains(&first)
    })
}

#[cfg(test)]
mod tests;
