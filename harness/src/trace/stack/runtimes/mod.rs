//! What is known of runtimes: by what functions each waits, polls and hands work over.
//!
//! One value of [`Runtime`] each, in one list. What a stack means is told from that list alone, so a
//! runtime is added by a file here and a line in [`ALL`].

mod async_std;
pub(super) mod asyncio;
mod crossbeam;
mod futures;
mod parking_lot;
mod rayon;
mod smol;
mod threads;
mod tokio;

use super::Frame;
use crate::trace::record::Awaited;

/// All runtimes that are known. Where several would do, the first one decides.
pub(super) const ALL: &[Runtime] = &[
    tokio::TOKIO,
    async_std::ASYNC_STD,
    smol::SMOL,
    futures::FUTURES,
    rayon::RAYON,
    crossbeam::CROSSBEAM,
    parking_lot::PARKING_LOT,
    threads::THREADS,
    asyncio::ASYNCIO,
];

/// The beginning of a function's name with its path, such as `std::thread::park`; of a function that comes
/// with Python its file there and the beginning of its name, such as `asyncio/events.py:Handle._run`.
pub(super) type Functions = &'static [&'static str];

/// A way to run tasks, or threads that work for each other.
pub(super) struct Runtime {
    /// The crates that it is made of: a function of theirs is neither the program's own nor unknown.
    pub(super) crates: Functions,
    /// What runs an event loop of tasks, and what that loop is called.
    pub(super) loops: &'static [(&'static str, &'static str)],
    /// Loops that several threads run together.
    pub(super) shared: Functions,
    /// What runs one future on the calling thread, which waits for it, and how that is called.
    pub(super) block_ons: &'static [(&'static str, &'static str)],
    /// What runs one future on a thread that has no part in the event loop.
    pub(super) guests: Functions,
    /// An event loop that waits for events, or for a task to become ready.
    pub(super) parks: Functions,
    /// What polls a task, or calls a function that was handed to a pool.
    pub(super) polls: Functions,
    /// What polls several futures as one, inside of a task.
    pub(super) gathers: Functions,
    /// The main loop of a pool for calls that block.
    pub(super) pools: Functions,
    /// The main loop of a pool's thread that runs tasks, and not calls that block.
    pub(super) workers: Functions,
    /// What leaves the tasks of its thread to another one before it calls what blocks.
    pub(super) hands_over: Functions,
    /// A thread of the runtime's own that waits for work.
    pub(super) idles: Functions,
    /// What makes its caller wait, and for what.
    pub(super) waits: &'static [(&'static str, Awaited)],
    /// What sets a timer for a task.
    pub(super) timers: Functions,
}

impl Runtime {
    /// One of which nothing is known yet.
    const NONE: Self = Self {
        crates: &[],
        loops: &[],
        shared: &[],
        block_ons: &[],
        guests: &[],
        parks: &[],
        polls: &[],
        gathers: &[],
        pools: &[],
        workers: &[],
        hands_over: &[],
        idles: &[],
        waits: &[],
        timers: &[],
    };
}

/// Whether a frame is one of these functions of some runtime's, and not one of the program's own that is
/// called the same.
pub(super) fn is(frame: &Frame, functions: impl Fn(&Runtime) -> Functions) -> bool {
    let mut all = ALL.iter().flat_map(&functions);
    frame.is_vouched_for && all.any(|function| matches(frame, function))
}

/// What is said of a frame in one of these lists.
pub(super) fn find<T: Copy + 'static>(
    frame: &Frame,
    functions: impl Fn(&Runtime) -> &'static [(&'static str, T)],
) -> Option<T> {
    let mut all = ALL.iter().flat_map(&functions);
    let found = all.find(|(function, _)| matches(frame, function));
    found
        .filter(|_| frame.is_vouched_for)
        .map(|(_, told)| *told)
}

/// Whether several threads run this event loop together.
pub(in crate::trace) fn is_shared(event_loop: &str) -> bool {
    let mut all = ALL.iter().flat_map(|runtime| runtime.shared);
    all.any(|one| *one == event_loop)
}

/// Whether this crate is a part of some runtime.
pub(super) fn is_known(in_crate: &str) -> bool {
    let mut all = ALL.iter().flat_map(|runtime| runtime.crates);
    all.any(|one| *one == in_crate)
}

fn matches(frame: &Frame, function: &str) -> bool {
    let name = frame.function.trim_start_matches(['<', '&']);
    name.starts_with(function)
}
