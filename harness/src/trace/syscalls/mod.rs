//! What the syscalls that concern time ask for: a file a family. Each says which of its syscalls stop the
//! program, and reads from the arguments of one what it waits for, how its timeout is taken away, and
//! what it must look like when its time is over.
//!
//! - `clock`: what tells the time.
//! - `sleep`: what does nothing but let time pass.
//! - `futex`: waits for a word of memory.
//! - `poll`: waits for events on files.
//! - `signal`: waits for signals, and what sends them.
//! - `queue`: message queues, semaphores, asynchronous input and output.
//! - `timerfd`, `timer`: timers.
//! - `socket`: sockets, and how far they reach.
//! - `file`: files, and the stamps that they carry.
//! - `process`: what is told of CPU time.
//! - `waits_on`: on what a thread waits, and which waits begin without a stop.
//! - `times`: reads the times that they are given.

mod clock;
mod file;
mod futex;
mod poll;
mod process;
mod queue;
mod signal;
mod sleep;
mod socket;
mod timer;
mod timerfd;
mod times;
mod waits_on;

use super::Nanos;
use super::engine::filter::Trap;
use super::engine::{Registers, Syscall, arch};
use super::timekeeper::{ClockId, Target, Timeout, Unskippable};

pub(super) use clock::UNTRAPPED;
pub(super) use file::{StatLayout, own_stamps};
pub(super) use times::Process;
pub(super) use waits_on::{Untimed, WaitsOn, untimed, waits_on};

/// What a stopped syscall asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Request {
    /// The time, written to `address` in units of `unit` nanoseconds behind the seconds.
    Time {
        clock: ClockId,
        address: u64,
        unit: u64,
    },
    /// The time in seconds, returned, and written to `address` unless that is zero.
    Seconds { address: u64 },
    /// The CPU time of its own process or thread, written to `address`.
    CpuTime { of: CpuClock, address: u64 },
    /// To wait.
    Wait(Wait),
    /// To look for events without waiting: an event loop turns.
    Poll,
    /// To set a timer; what it said before is wanted at `old`, or, for `alarm`, returned.
    SetTimer {
        target: Target,
        timeout: Timeout,
        interval: Nanos,
        old: u64,
        unit: u64,
    },
    /// What a timer says, written to `address`.
    GetTimer {
        target: Target,
        address: u64,
        unit: u64,
    },
    /// What the virtual clock cannot skip.
    Cannot(Unskippable),
    /// A socket that can lead to other machines.
    InternetSocket,
    /// A connection to an address at `address`, `length` bytes long.
    Connect { address: u64, length: u64 },
    /// A descriptor on which somebody outside may have something to say.
    OutsideDescriptor,
    /// To open the file at the path that stands at `path`.
    Open {
        directory: i32,
        path: u64,
        writes: bool,
    },
    /// A signal for somebody.
    Signal,
    /// To give a file these stamps of its own choosing, which stand at `address`.
    SetStamps { address: u64, unit: u64 },
    /// What the kernel tells by its own clocks, and what has to be changed in it afterwards.
    Told(Told),
    /// What goes by a clock of the machine's, and cannot be made to agree with the program's.
    Disagrees(Disagreement),
    /// Nothing that concerns time.
    Other,
}

/// Whose CPU time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CpuClock {
    /// That of the process.
    Process,
    /// That of the thread.
    Thread,
}

/// What the kernel tells by its own clocks, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// The time, besides the time zone.
    Timeval { address: u64 },
    /// The stamps of a file.
    Stat { address: u64, layout: StatLayout },
    /// CPU times in ticks, and the ticks since some time before.
    Times { address: u64 },
    /// How long the machine has been up, in seconds.
    Sysinfo { address: u64 },
    /// CPU times, of its own process or thread.
    Usage { address: u64, of: CpuClock },
    /// The time, besides all else.
    Adjtimex { address: u64 },
}

/// What goes by a clock of the machine's, and cannot be made to agree with the program's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Disagreement {
    /// Packets are stamped when they arrive.
    PacketStamps,
    /// The program itself has said who may read the time-stamp counter.
    Tsc,
}

/// A syscall that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wait {
    pub(super) syscall: Syscall,
    pub(super) timeout: Timeout,
    pub(super) disarm: Disarm,
    /// What the syscall returns when its time is over.
    pub(super) timed_out: i64,
    /// Where the program wants to be told how much time was left.
    pub(super) rest: Option<Rest>,
    /// What happens when a signal without a handler has come.
    pub(super) restart: Restart,
    /// Whether it is known at its beginning whether it would wait at all.
    pub(super) probe: Probe,
}

/// How a wait's timeout is taken away, so that the kernel waits without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Disarm {
    /// There is none.
    Nothing,
    /// By this value in this argument, the first one by 0.
    Argument(usize, u64),
    /// By waiting for a signal instead: the syscall is nothing but a timeout.
    Pause,
}

/// Whether a wait would begin at all, as far as that can be told before it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Probe {
    /// It cannot be told.
    No,
    /// It would: the syscall is nothing but a timeout.
    Always,
    /// If the 32 bits at this address are this.
    Word { address: u64, expected: u32 },
    /// If nothing is ready when this argument, its timeout, is this, which is none at all.
    Poll(usize, u64),
}

/// What becomes of a wait that a signal without a handler has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Restart {
    /// The kernel makes it again; with a handler, it fails.
    WithoutHandler,
    /// As the kernel says of a wait without a timeout, too.
    AsUntimed,
}

/// A place for the rest of a timeout: seconds, and behind them units of `unit` nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rest {
    pub(super) address: u64,
    pub(super) unit: u64,
}

impl Wait {
    /// A wait that, without a timeout, the kernel ends by itself alone.
    fn new(syscall: Syscall, timeout: Timeout, disarm: Disarm, timed_out: i64) -> Self {
        let disarm = match timeout {
            Timeout::Never => Disarm::Nothing,
            _ => disarm,
        };
        Self {
            syscall,
            timeout,
            disarm,
            timed_out,
            rest: None,
            restart: Restart::WithoutHandler,
            probe: Probe::No,
        }
    }

    /// Whether, when its time is over, all sets of descriptors that it was given are empty.
    pub(super) fn clears_sets(&self) -> bool {
        matches!(self.syscall, Syscall::Select | Syscall::Pselect6)
    }
}

/// Stands for the unit of `alarm`, which counts whole seconds and returns them.
pub(super) const ALARM: u64 = 1_000_000_000;

/// All syscalls that stop the program.
pub(super) fn traps() -> impl Iterator<Item = Trap> {
    [
        clock::traps(),
        sleep::traps(),
        futex::traps(),
        poll::traps(),
        signal::traps(),
        queue::traps(),
        timerfd::traps(),
        timer::traps(),
        socket::traps(),
        file::traps(),
        process::traps(),
    ]
    .into_iter()
    .flatten()
}

/// Reads what the syscall that a thread is about to make asks for.
pub(super) fn decode(process: &impl Process, registers: &Registers) -> Request {
    let Some(syscall) = arch::syscall(registers.syscall_number()) else {
        return Request::Other;
    };
    let arguments = registers.arguments();
    let families = [
        clock::decode,
        sleep::decode,
        futex::decode,
        poll::decode,
        signal::decode,
        queue::decode,
        timerfd::decode,
        timer::decode,
        socket::decode,
        file::decode,
        process::decode,
    ];
    let mut asked = families
        .iter()
        .filter_map(|decode| decode(process, syscall, arguments));
    asked.next().unwrap_or(Request::Other)
}

#[cfg(test)]
mod tests;
