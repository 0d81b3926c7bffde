//! What a stopped system call can ask for.

/// Nanoseconds of virtual time since the program was started.
pub(super) type Nanos = u64;

/// A clock that a program can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reference {
    /// Time since 1970.
    Realtime,
    /// Time since the machine was started.
    Monotonic,
}

/// When a wait is over at the latest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Timeout {
    Never,
    /// So long after it has begun.
    After(Nanos),
    /// At this reading of a clock.
    At(Reference, Nanos),
}

/// How a wait's timeout is taken away, so that the kernel waits without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Disarm {
    /// There is none.
    Nothing,
    /// By this value in the third, fourth or fifth argument.
    Third(u64),
    Fourth(u64),
    Fifth(u64),
    /// By waiting for a signal instead: the call is nothing but a timeout.
    Pause,
}

/// A call that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wait {
    pub(super) name: &'static str,
    pub(super) timeout: Timeout,
    pub(super) disarm: Disarm,
    /// What the call returns when its time is over.
    pub(super) timed_out: i64,
    /// Where the program wants to be told how much time was left.
    pub(super) rest: Option<Rest>,
}

/// A place for the rest of a timeout: seconds, and behind them units of `unit` nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rest {
    pub(super) address: u64,
    pub(super) unit: u64,
}

/// A timer of the kernel's, one that the virtual clock can keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// The one behind this file descriptor.
    Descriptor(i32),
    /// The one that sends the process a SIGALRM.
    Alarm,
}

/// What a stopped call asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    /// The time, written to `address` in units of `unit` nanoseconds behind the seconds.
    Time {
        reference: Reference,
        address: u64,
        unit: u64,
    },
    /// The time in seconds, returned, and written to `address` unless that is zero.
    Seconds {
        address: u64,
    },
    Wait(Wait),
    /// To look for events without waiting: an event loop turns.
    Look,
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
    /// A timeout that cannot be kept by the virtual clock.
    Unkept(&'static str),
    /// The same, of all that is done with a socket.
    SocketTimeout,
    /// A socket that can lead to other machines.
    InternetSocket,
    /// A connection to an address at `address`, `length` bytes long.
    Connect {
        address: u64,
        length: u64,
    },
    /// Nothing that concerns time.
    Other,
}

/// Stands for the unit of `alarm`, which counts whole seconds and returns them.
pub(super) const ALARM: u64 = 1_000_000_000;

/// The name of a call that can wait without a timeout, if this is one, and one that the kernel
/// makes again after an interruption as if nothing had happened.
pub(super) fn untimed(number: u64) -> Option<&'static str> {
    Some(match number as i64 {
        libc::SYS_read => "read",
        libc::SYS_readv => "readv",
        libc::SYS_write => "write",
        libc::SYS_writev => "writev",
        libc::SYS_recvfrom => "recvfrom",
        libc::SYS_recvmsg => "recvmsg",
        libc::SYS_sendto => "sendto",
        libc::SYS_sendmsg => "sendmsg",
        libc::SYS_accept => "accept",
        libc::SYS_accept4 => "accept4",
        libc::SYS_connect => "connect",
        libc::SYS_open => "open",
        libc::SYS_openat => "openat",
        libc::SYS_flock => "flock",
        libc::SYS_fcntl => "fcntl",
        libc::SYS_wait4 => "wait4",
        libc::SYS_waitid => "waitid",
        libc::SYS_pause => "pause",
        libc::SYS_rt_sigsuspend => "rt_sigsuspend",
        _ => return None,
    })
}

/// A wait in a call that has no timeout.
pub(super) fn without_end(name: &'static str) -> Wait {
    Wait {
        name,
        timeout: Timeout::Never,
        disarm: Disarm::Nothing,
        timed_out: 0,
        rest: None,
    }
}
