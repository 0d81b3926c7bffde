//! By which time a run goes.

use std::fmt;

/// By which time a run goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::trace) enum Mode {
    /// Every syscall is left as it is, and time is what passes.
    Wall,
    /// Waits are skipped, and computing counts by its CPU time.
    Virtual,
    /// It was virtual until the program did what cannot be skipped. Since then time passes, on the
    /// clocks that the program has read before.
    GivenUp(Unskippable),
}

/// What cannot be skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::trace) enum Unskippable {
    /// A timeout or a timer of the kernel's that cannot be kept, as one says it.
    Kept(&'static str),
    /// A socket has a timeout of its own.
    SocketTimeout,
    /// Data comes from, or goes to, somebody outside.
    Connection,
    /// Anybody may connect.
    Listening,
    /// A thread waits for something that is not only the program's, in this syscall.
    Outside(&'static str),
    /// A timer that cannot be reached.
    Timer,
}

impl fmt::Display for Unskippable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unskippable::Kept(what) => f.write_str(what),
            Unskippable::SocketTimeout => f.write_str("a socket has a timeout of its own"),
            Unskippable::Connection => f.write_str("a connection leads out of the program"),
            Unskippable::Listening => f.write_str("it waits for somebody to connect"),
            Unskippable::Outside(syscall) => {
                write!(f, "somebody outside may end what it waits for in {syscall}")
            }
            Unskippable::Timer => f.write_str("a timer that cannot be reached"),
        }
    }
}
