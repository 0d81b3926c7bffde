//! What a wait means for others, told from the Python functions on the stack.
//!
//! Innermost first: asyncio's own look for events means that the event loop waits for them; the program's
//! own code means that it waits itself, and whether that blocks an event loop depends on who called it.

use super::Frame;
use crate::trace::record::Awaited;
use crate::trace::stack::runtimes::asyncio::ASYNCIO;
use crate::trace::stack::{Meaning, Role};

/// A pool's thread running a function of the program's.
const WORK: &str = "concurrent/futures/thread.py:_WorkItem.run";

/// A thread of the program's running its function, and what is around that.
const THREAD: &str = "threading.py:Thread.run";
const THREADS_START: &str = "threading.py:Thread._bootstrap";

/// Where a process begins that is a copy of another, with that one's stack.
const FORKED: &str = "multiprocessing/process.py:BaseProcess._bootstrap";

/// Tells from the Python functions on a stack, innermost first, what a wait means. A plain sleep is never
/// how an event loop waits; `is_lock` says that it waits for the interpreter's own lock.
pub(in crate::trace::stack) fn classify(
    frames: &[Frame],
    is_sleep: bool,
    is_lock: bool,
) -> Meaning {
    let forked = first(frames, |frame| frame.is(FORKED));
    let frames = &frames[..forked.unwrap_or(frames.len())];
    let turn = first(frames, |frame| frame.turns().is_some());
    let (poll, work) = (
        first(frames, Frame::polls),
        first(frames, |frame| frame.is(WORK)),
    );
    let pool = first(frames, Frame::is_pools);
    let start = first(frames, Frame::starts_loop);
    let thread = first(frames, |frame| frame.is(THREAD));
    // Behind one of these it is Python that calls, and not who asked it to.
    let python = [turn, poll, work, pool, start, thread];
    let reach = python.into_iter().flatten().min().unwrap_or(frames.len());
    let near = &frames[..reach];
    let event_loop = turn.filter(|turn| work.is_none_or(|work| *turn < work));
    let event_loop = event_loop.and_then(|turn| frames[turn].turns());
    let waited = Waited::of(near);

    let is_parked = || near.iter().all(Frame::parks);
    let is_next = |place: Option<usize>| place == Some(reach);
    let role = match waited.has_own {
        _ if is_lock => Role::Idle,
        false if !is_sleep && is_next(turn) && is_parked() => Role::Parked,
        false if !is_sleep && is_next(pool) => Role::Idle,
        false if !is_sleep && turn.or(work).is_none() && is_pythons(near, frames) => Role::Idle,
        // An event loop that is not Python's own has no functions here.
        false if near.is_empty() && is_next(start) => Role::Unknown,
        _ if work.is_some() && event_loop.is_none() => Role::Offloaded,
        _ if is_sleep || event_loop.is_some() => Role::Blocked,
        _ if waited.is_anything() => Role::Unknown,
        _ if waited.awaited.is_some_and(Awaited::is_others_doing) => Role::Waiting,
        _ => Role::Blocked,
    };
    // Of an event loop that waits it is where the program started it.
    let from = if role == Role::Parked { frames } else { near };
    let own = from
        .iter()
        .filter(|frame| frame.is_own() && role != Role::Idle);
    let mut own = own.map(Frame::named);
    let site = own.next();
    Meaning {
        is_loops_own: false,
        role,
        event_loop,
        is_main_future: false,
        awaited: if is_sleep {
            Some(Awaited::Time)
        } else {
            waited.awaited
        },
        library: waited.library.filter(|_| role == Role::Unknown),
        callers: own.collect(),
        seen: site.clone().filter(|_| is_next(poll)),
        site,
        sets_timer: event_loop.is_some() && near.iter().any(Frame::sets_timer),
    }
}

/// What waits, seen from the program's own code.
struct Waited {
    /// Whether the program's own code is there at all.
    has_own: bool,
    /// The package whose function it has called, if it is no function of Python's own.
    library: Option<String>,
    /// What the outermost function of Python's own waits for.
    awaited: Option<Awaited>,
}

impl Waited {
    fn of(near: &[Frame]) -> Self {
        let own = first(near, Frame::is_own);
        let inside = &near[..own.unwrap_or(near.len())];
        Self {
            has_own: own.is_some(),
            library: inside.last().and_then(Frame::package),
            awaited: inside.iter().rev().find_map(Frame::awaits),
        }
    }

    /// Whether a package waits by means of which an event loop can be made, too.
    fn is_anything(&self) -> bool {
        let is_data = self.awaited == Some(Awaited::Data);
        self.library.is_some() && !is_data && self.awaited.is_none_or(Awaited::is_primitive)
    }
}

/// Where the innermost frame is of which that is so.
fn first(frames: &[Frame], is: impl Fn(&Frame) -> bool) -> Option<usize> {
    frames.iter().position(is)
}

/// Whether a thread waits that is Python's own, as what looks after a child is, or one that has not come to the
/// program's code yet, or has left it.
fn is_pythons(near: &[Frame], frames: &[Frame]) -> bool {
    let is_started = frames.last().is_some_and(|frame| frame.is(THREADS_START));
    let is_pythons = near.iter().all(|frame| frame.module().is_some());
    is_started && !near.is_empty() && is_pythons
}

impl Frame {
    /// Whether it is a function of Python's own: the file there, and the beginning of its name.
    fn is(&self, function: &str) -> bool {
        let Some((file, name)) = function.split_once(".py:") else {
            return false;
        };
        let module = self.module();
        module == Some(file.replace('/', ".")) && self.function.starts_with(name)
    }

    fn is_one_of(&self, functions: &[&str]) -> bool {
        functions.iter().any(|function| self.is(function))
    }

    /// The event loop that it is a turn of.
    fn turns(&self) -> Option<&'static str> {
        let mut loops = ASYNCIO.loops.iter();
        loops.find(|(turn, _)| self.is(turn)).map(|(_, name)| *name)
    }

    fn starts_loop(&self) -> bool {
        ASYNCIO.block_ons.iter().any(|(start, _)| self.is(start))
    }

    fn parks(&self) -> bool {
        self.is_one_of(ASYNCIO.parks)
    }

    fn polls(&self) -> bool {
        self.is_one_of(ASYNCIO.polls)
    }

    fn is_pools(&self) -> bool {
        self.is_one_of(ASYNCIO.pools)
    }

    fn sets_timer(&self) -> bool {
        self.is_one_of(ASYNCIO.timers)
    }

    fn awaits(&self) -> Option<Awaited> {
        let mut waits = ASYNCIO.waits.iter();
        waits
            .find(|(wait, _)| self.is(wait))
            .map(|(_, awaited)| *awaited)
    }

    /// The installed package that it belongs to.
    fn package(&self) -> Option<String> {
        let folders = ["/site-packages/", "/dist-packages/"];
        let path = folders
            .iter()
            .find_map(|folder| Some(self.file.rsplit_once(folder)?.1))?;
        let name = path.split('/').next()?;
        Some(name.trim_end_matches(".py").to_owned())
    }

    /// Whether it is the program's own: neither Python's nor an installed package's.
    fn is_own(&self) -> bool {
        self.module().is_none() && self.package().is_none()
    }
}

#[cfg(test)]
mod tests;
