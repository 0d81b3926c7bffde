//! What a wait means for other tasks, told from the functions on the stack.
//!
//! Innermost first, past the system's libraries: a runtime's own park or driver means that the
//! event loop waits for events; the program's own code means that it waits itself, and whether
//! that blocks an event loop depends on who called it. What no runtime is known to do means nothing
//! that anybody could tell.

use super::Frame;
use super::runtimes::{self, Functions, Runtime};
use super::sources::{is_own, library};
use crate::trace::record::Awaited;

/// What a stack tells of a wait.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::trace) struct Meaning {
    pub(in crate::trace) role: Role,
    /// The runtime whose event loop is on the stack.
    pub(in crate::trace) event_loop: Option<&'static str>,
    /// Whether of that there is just a future that was started with `block_on`, and no task.
    pub(in crate::trace) is_main_future: bool,
    /// Whether the event loop itself is nearer than any of the program's own functions: it computes for itself,
    /// between two tasks.
    pub(in crate::trace) is_loops_own: bool,
    /// What it waits for, where a function on the stack tells.
    pub(in crate::trace) awaited: Option<Awaited>,
    /// The crate that waits, where nobody knows how that does it.
    pub(in crate::trace) library: Option<String>,
    /// The innermost frame in the program's own source.
    pub(in crate::trace) site: Option<Frame>,
    /// The frames in there that it was called from, innermost first.
    pub(in crate::trace) callers: Vec<Frame>,
    /// The innermost frame of the task that runs here: of the futures that it waits for together each has
    /// frames of its own, which come to an end before it does.
    pub(in crate::trace) seen: Option<Frame>,
    /// Whether a task is setting a timer for itself.
    pub(in crate::trace) sets_timer: bool,
}

/// Who waits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::trace) enum Role {
    /// The event loop, for events.
    Parked,
    /// A thread, by an event loop's means, for the one future that it was given.
    Awaiting,
    /// Code on a thread that runs tasks, or on one that has no event loop.
    Blocked,
    /// The same, for what other threads send, finish or tell: on a thread that is there for that, it keeps
    /// nobody from anything.
    Waiting,
    /// Code on a thread that runs no tasks.
    Offloaded,
    /// A pool's thread, for work: it keeps nobody from anything.
    Idle,
    /// Nobody can tell: no function on the stack has a name, or the nearest is a library's that is not
    /// known.
    #[default]
    Unknown,
}

/// Tells from the frames of a stack, innermost first, what a wait means. A plain sleep is never
/// how a runtime waits.
pub(super) fn classify(frames: &[Frame], is_sleep: bool) -> Meaning {
    let stack = Stack::new(frames);
    let role = stack.role(is_sleep);
    let own = frames.iter().position(is_own);
    // Behind a runtime's frame it is the runtime that calls, and not who made the task.
    let outwards = own.map_or(&[][..], |own| &frames[own + 1..]);
    let callers = outwards.iter().take_while(|frame| !calls_tasks(frame));
    let callers: Vec<Frame> = callers.filter(|frame| is_own(frame)).cloned().collect();
    let site = own.map(|own| frames[own].clone());
    let park = first(frames, |runtime| runtime.parks);
    let timer = first(frames, |runtime| runtime.timers);
    let (event_loop, is_main_future) = stack.event_loop();
    let task = frames.iter().position(calls_tasks);
    Meaning {
        role,
        is_loops_own: task.is_some_and(|task| own.is_none_or(|own| task < own)),
        event_loop,
        is_main_future,
        awaited: stack.awaits(role, is_sleep),
        seen: stack.seen(),
        library: stack.library.filter(|_| role == Role::Unknown),
        site: site.filter(|_| role != Role::Idle),
        callers,
        sets_timer: timer.is_some_and(|timer| park.is_none_or(|park| timer < park)),
    }
}

/// A stack, and where on it what is.
struct Stack<'a> {
    frames: &'a [Frame],
    /// Up to here the frames are those of runtimes and of the system: these are what waits.
    edge: usize,
    /// The outermost function in there that is known to make its caller wait, and for what.
    awaited: Option<(usize, Awaited)>,
    /// The outermost function in there that is how an event loop waits.
    park: Option<usize>,
    /// Whose frame comes next, if it is a library's that is not known.
    library: Option<String>,
}

impl<'a> Stack<'a> {
    fn new(frames: &'a [Frame]) -> Self {
        let stranger = |frame: &Frame| {
            let one = frame.is_vouched_for.then(|| library(frame)).flatten();
            one.filter(|one| !frame.is_system && !is_own(frame) && !runtimes::is_known(one))
        };
        let is_edge = |frame: &Frame| {
            let pools = |runtime: &Runtime| runtime.pools;
            is_own(frame) || stranger(frame).is_some() || polls(frame) || runtimes::is(frame, pools)
        };
        let edge = frames.iter().position(is_edge).unwrap_or(frames.len());
        let inside = &frames[..edge];
        let awaited = inside.iter().enumerate().rev().find_map(|(place, frame)| {
            Some((place, runtimes::find(frame, |runtime| runtime.waits)?))
        });
        let park = inside
            .iter()
            .rposition(|frame| runtimes::is(frame, |runtime| runtime.parks));
        Self {
            frames,
            edge,
            awaited,
            park,
            library: frames.get(edge).and_then(stranger),
        }
    }

    fn role(&self, is_sleep: bool) -> Role {
        let Self { frames, edge, .. } = *self;
        let inside = &frames[..edge];
        if !is_sleep {
            if is_starting_or_ending(frames) || first(inside, |runtime| runtime.idles).is_some() {
                return Role::Idle;
            }
            if is_nameless(frames) {
                return Role::Unknown;
            }
            let edge = frames.get(edge);
            if self.park.is_none() && edge.is_some_and(|one| runtimes::is(one, |one| one.pools)) {
                return Role::Idle;
            }
            if self.is_park() && !self.is_held_up() {
                return match inside.iter().any(loops) {
                    true => Role::Parked,
                    false => Role::Awaiting,
                };
            }
        }
        let hands_over = |runtime: &Runtime| runtime.hands_over;
        if first(frames, hands_over).is_some() || self.is_on_pool() {
            return Role::Offloaded;
        }
        let awaited = self.awaited.map(|(_, awaited)| awaited);
        let runs_task = self.event_loop().0.is_some() || frames.iter().any(polls);
        match (&self.library, awaited) {
            // By an event loop's means it waits for its own future, and is held up.
            _ if is_sleep || runs_task || self.is_park() => Role::Blocked,
            // By what primitives a library waits does not tell what for.
            (Some(_), awaited) if awaited.is_none_or(Awaited::is_primitive) => Role::Unknown,
            (_, Some(awaited)) if awaited.is_others_doing() => Role::Waiting,
            _ => Role::Blocked,
        }
    }

    /// What is waited for, where a function tells.
    fn awaits(&self, role: Role, is_sleep: bool) -> Option<Awaited> {
        let awaited = self.awaited.map(|(_, awaited)| awaited);
        match role {
            _ if is_sleep => Some(Awaited::Time),
            Role::Parked | Role::Idle => None,
            _ if self.is_park() => Some(Awaited::Future),
            _ => awaited,
        }
    }

    /// Whether it is waited by an event loop's means, and not by those of something around these.
    fn is_park(&self) -> bool {
        self.park.is_some() && self.park > self.awaited.map(|(place, _)| place)
    }

    /// Whether code that has a thread for itself waits by an event loop's means, as with a `block_on` inside of
    /// a task, and the thread waits with it.
    fn is_held_up(&self) -> bool {
        let is_others = |frame: &Frame| {
            let library = frame.is_vouched_for.then(|| library(frame)).flatten();
            is_own(frame)
                || library.is_some_and(|one| !runtimes::is_known(&one) && !frame.is_system)
        };
        let end = self.frames.iter().position(is_others);
        let (inside, outside) = self.frames.split_at(end.unwrap_or(self.frames.len()));
        let is_guest = || first(inside, |runtime| runtime.guests).is_some();
        outside.iter().any(calls_tasks) || (is_guest() && is_started(outside))
    }

    /// Whether a pool's thread does blocking work. The workers of a runtime come from its pool, too.
    fn is_on_pool(&self) -> bool {
        first(self.frames, |runtime| runtime.pools).is_some()
            && first(self.frames, |runtime| runtime.workers).is_none()
    }

    /// What the outermost event loop is called, and whether it has but one future to run.
    fn event_loop(&self) -> (Option<&'static str>, bool) {
        let outermost = |functions: fn(&Runtime) -> &'static [(&'static str, &'static str)]| {
            let mut outwards = self.frames.iter().rev();
            outwards.find_map(|frame| runtimes::find(frame, functions))
        };
        match outermost(|runtime| runtime.loops) {
            Some(name) => (Some(name), false),
            None => {
                let is_alone = !self.frames.iter().any(polls);
                (outermost(|runtime| runtime.block_ons), is_alone)
            }
        }
    }

    /// The innermost own frame of the task itself, past what it polls several futures with.
    fn seen(&self) -> Option<Frame> {
        let end = self.frames.iter().position(calls_tasks)?;
        let of_task = &self.frames[..end];
        let gathers = of_task
            .iter()
            .rposition(|frame| runtimes::is(frame, |runtime| runtime.gathers));
        let of_itself = &of_task[gathers.map_or(0, |gathers| gathers + 1)..];
        of_itself.iter().find(|frame| is_own(frame)).cloned()
    }
}

/// Where the innermost frame is that is one of these functions.
fn first(frames: &[Frame], functions: impl Fn(&Runtime) -> Functions) -> Option<usize> {
    frames
        .iter()
        .position(|frame| runtimes::is(frame, &functions))
}

fn polls(frame: &Frame) -> bool {
    runtimes::is(frame, |runtime| runtime.polls)
}

fn loops(frame: &Frame) -> bool {
    runtimes::find(frame, |runtime| runtime.loops).is_some()
}

fn block_ons(frame: &Frame) -> bool {
    runtimes::find(frame, |runtime| runtime.block_ons).is_some()
}

/// Whether a frame is a runtime's that calls tasks.
fn calls_tasks(frame: &Frame) -> bool {
    polls(frame) || loops(frame) || block_ons(frame)
}

/// Whether this is the stack of another thread than the main one.
fn is_started(frames: &[Frame]) -> bool {
    // What made it has a name only in some versions of the C library, and Rust's own beginning always.
    let is_start = |frame: &Frame| frame.is_vouched_for && frame.function.starts_with("clone");
    let is_rusts = |frame: &Frame| {
        let name = &frame.function;
        frame.is_vouched_for && name.starts_with("std::sys::") && name.ends_with("::thread_start")
    };
    frames.last().is_some_and(is_start) || frames.iter().any(is_rusts)
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

#[cfg(test)]
mod tests;
