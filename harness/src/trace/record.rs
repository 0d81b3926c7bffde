//! Where a program waited and computed, thread by thread.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What all threads did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// The runtime whose event loop ran tasks, such as "tokio current_thread".
    pub event_loop: Option<String>,
    /// The threads, in the order in which they began.
    pub threads: Vec<Thread>,
}

/// What one thread did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Thread {
    /// Its name, as the system has it: at most 15 bytes.
    pub name: String,
    /// Whether it belongs to a process that the program has started, and not to the program itself.
    pub is_childs: bool,
    /// When it began, since the program was started.
    pub from: Duration,
    /// When it ended, since the program was started.
    pub to: Duration,
    /// Its waits, in order.
    pub waits: Vec<Wait>,
    /// Its long computations, in order.
    pub computed: Vec<Stretch>,
}

/// A stretch in which a thread did nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// Since the program was started.
    pub from: Duration,
    /// Since the program was started.
    pub to: Duration,
    /// The system call that it waited in.
    pub call: &'static str,
    /// What it means for others.
    pub kind: Kind,
    /// What it waited for, where the call or the stack tells.
    pub awaited: Option<Awaited>,
    /// The crate that waited, where the kind is [`Kind::Unknown`] because nobody knows how that crate waits;
    /// `None` where nothing on its stack has a name.
    pub library: Option<Arc<str>>,
    /// How many timers tasks had set on this thread since its last wait: two and more wait together.
    pub timers: usize,
    /// Where the last of these was set.
    pub timer: Option<Arc<Site>>,
    /// The innermost call in the program's own source.
    pub site: Option<Arc<Site>>,
    /// Where the last task was that was seen on this thread since its last wait.
    pub seen: Option<Arc<Site>>,
}

/// What a wait means for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The event loop waited for events; any task that became ready could run.
    Parked,
    /// A thread that runs tasks, or the main thread without any, waited in a call.
    Blocked,
    /// A thread that runs no tasks waited in a call.
    Offloaded,
    /// A thread that runs no tasks waited for work, or for those who run them: it kept nobody from anything.
    Idle,
    /// Nobody can tell.
    Unknown,
}

impl Kind {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Parked => "parked",
            Self::Blocked => "blocked",
            Self::Offloaded => "offloaded",
            Self::Idle => "idle",
            Self::Unknown => "unknown",
        }
    }
}

/// What a thread waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Awaited {
    /// Nothing but that time passes.
    Time,
    /// A lock that another thread holds.
    Lock,
    /// A message, or room for one.
    Channel,
    /// To be notified by whoever changes something.
    Condvar,
    /// To be unparked.
    Unpark,
    /// Another thread's end.
    Thread,
    /// A future, which tasks or threads of others have to make ready.
    Future,
    /// A pool of threads, to be done with what it was given.
    Pool,
    /// A process's end.
    Child,
    /// Data, or room for it, in a pipe, a socket or a file.
    Data,
}

impl Awaited {
    /// Whether other threads end the wait when they send, finish or tell something.
    pub(in crate::trace) fn is_others_doing(self) -> bool {
        match self {
            Self::Channel | Self::Condvar | Self::Unpark | Self::Thread | Self::Pool => true,
            Self::Time | Self::Lock | Self::Future | Self::Child | Self::Data => false,
        }
    }

    /// Whether anything can be made of it, an event loop too.
    pub(in crate::trace) fn is_primitive(self) -> bool {
        matches!(self, Self::Condvar | Self::Unpark | Self::Data)
    }

    /// What a system call waits for, where that is always the same.
    pub(in crate::trace) fn by(call: &str) -> Option<Self> {
        match call {
            "nanosleep" | "clock_nanosleep" => Some(Self::Time),
            "wait4" | "waitid" => Some(Self::Child),
            "read" | "readv" | "write" | "writev" | "recvfrom" | "recvmsg" | "sendto"
            | "sendmsg" | "accept" | "accept4" | "connect" => Some(Self::Data),
            _ => None,
        }
    }
}

impl fmt::Display for Awaited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Time => "time to pass",
            Self::Lock => "a lock",
            Self::Channel => "a channel",
            Self::Condvar => "a condition variable",
            Self::Unpark => "a call of `unpark`",
            Self::Thread => "a thread to end",
            Self::Future => "a future",
            Self::Pool => "a pool of threads",
            Self::Child => "a child process",
            Self::Data => "data",
        })
    }
}

/// A stretch in which a thread computed: 10 ms of CPU time and more, between two waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Since the program was started.
    pub from: Duration,
    /// Since the program was started.
    pub to: Duration,
    /// The CPU time that it used. Where more time passed, it had no core all the time.
    pub cpu: Duration,
    /// Whether the thread runs tasks, so that others had to wait: then it was busy.
    pub runs_tasks: bool,
    /// The innermost call in the program's own source.
    pub site: Option<Arc<Site>>,
}

/// A place in the program's own source. It is the same from wherever it was called.
#[derive(Debug, Clone)]
pub struct Site {
    /// The function, with its path.
    pub function: String,
    /// The file, relative to its crate; as the compiler names it where it has none.
    pub file: String,
    /// The line, from 1 on.
    pub line: u32,
    /// The column, from 1 on; 0 where it is not known.
    pub column: u32,
    /// The file, as the compiler names it: where it is, or was, on the machine that compiled it.
    pub source: PathBuf,
    /// The next place outwards in the program's own source that it was called from.
    pub caller: Option<Arc<Site>>,
}

impl Site {
    fn place(&self) -> (&str, &str, u32, u32) {
        (&self.function, &self.file, self.line, self.column)
    }
}

impl PartialEq for Site {
    fn eq(&self, other: &Self) -> bool {
        self.place() == other.place()
    }
}

impl Eq for Site {}

impl Hash for Site {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.place().hash(state);
    }
}

impl Record {
    /// Names for every wait and computation the innermost place that `is_meant`, where there is one
    /// among its callers.
    pub fn name_sites(&mut self, is_meant: impl Fn(&Site) -> bool) {
        let rename = |site: &mut Option<Arc<Site>>| {
            let outwards = std::iter::successors(site.clone(), |site| site.caller.clone());
            if let Some(meant) = { outwards }.find(|site| is_meant(site)) {
                *site = Some(meant);
            }
        };
        for thread in &mut self.threads {
            for wait in &mut thread.waits {
                rename(&mut wait.site);
                rename(&mut wait.timer);
                rename(&mut wait.seen);
            }
            for stretch in &mut thread.computed {
                rename(&mut stretch.site);
            }
        }
    }

    /// How long some thread waited like this.
    pub fn waited(&self, kind: Kind) -> Duration {
        let waits = self.threads.iter().flat_map(|thread| &thread.waits);
        union(
            waits
                .filter(|wait| wait.kind == kind)
                .map(|wait| (wait.from, wait.to)),
        )
    }

    /// The program's own waits of which nobody can tell what they mean, as far as they matter: shorter ones
    /// are threads that keep each other from the system's own locks, as in `malloc`.
    pub fn unknown(&self) -> impl Iterator<Item = &Wait> {
        const LONG: Duration = Duration::from_millis(1);
        let own = self.threads.iter().filter(|thread| !thread.is_childs);
        let waits = own.flat_map(|thread| &thread.waits);
        waits.filter(|wait| wait.kind == Kind::Unknown && wait.to - wait.from >= LONG)
    }

    /// How long some thread that runs tasks computed.
    pub fn busy(&self) -> Duration {
        let stretches = self.threads.iter().flat_map(Thread::busy);
        union(stretches.map(|stretch| (stretch.from, stretch.to)))
    }

    /// For how much of that it had no core.
    pub fn busy_without_core(&self) -> Duration {
        let stretches = self.threads.iter().flat_map(Thread::busy);
        stretches
            .map(|stretch| (stretch.to - stretch.from).saturating_sub(stretch.cpu))
            .sum()
    }

    /// The longest that one task kept an event loop from all others, in one blocking call or in
    /// one stretch of computing. Without an event loop there is nobody to be kept.
    pub fn longest_stall(&self) -> Duration {
        if self.event_loop.is_none() {
            return Duration::ZERO;
        }
        let of_thread = |thread: &Thread| {
            let blocked = thread
                .waits
                .iter()
                .filter(|wait| wait.kind == Kind::Blocked);
            let blocked = blocked.map(|wait| wait.to - wait.from);
            blocked
                .chain(thread.busy().map(|stretch| stretch.to - stretch.from))
                .max()
        };
        self.threads
            .iter()
            .filter_map(of_thread)
            .max()
            .unwrap_or_default()
    }
}

impl Thread {
    /// The stretches in which it kept tasks waiting with computing.
    pub fn busy(&self) -> impl Iterator<Item = &Stretch> {
        self.computed.iter().filter(|stretch| stretch.runs_tasks)
    }
}

/// How long at least one of these stretches lasted.
fn union(stretches: impl Iterator<Item = (Duration, Duration)>) -> Duration {
    let mut stretches: Vec<_> = stretches.collect();
    stretches.sort_unstable();
    let (mut total, mut end) = (Duration::ZERO, Duration::ZERO);
    for (from, to) in stretches {
        total += to.saturating_sub(from.max(end));
        end = end.max(to);
    }
    total
}

#[cfg(test)]
mod tests;
