//! Sockets, and how far they reach.

use super::times::Process;
use super::{Disagreement, Request};
use crate::trace::engine::Syscall;
use crate::trace::engine::filter::{Condition, Trap};
use crate::trace::timekeeper::Unskippable;

/// Options that are timeouts; the second pair is for programs with 64 bits of seconds.
const TIMEOUTS: [i32; 4] = [libc::SO_RCVTIMEO, libc::SO_SNDTIMEO, 66, 67];

/// Options that have packets stamped; the second three are for programs with 64 bits of seconds.
const STAMPS: [i32; 6] = [
    libc::SO_TIMESTAMP,
    libc::SO_TIMESTAMPNS,
    libc::SO_TIMESTAMPING,
    63,
    64,
    65,
];

/// Kinds of sockets that lead to nobody else, or of which the kernel's tables tell to whom.
const KNOWN: [i32; 3] = [libc::AF_UNIX, libc::AF_INET, libc::AF_INET6];

pub(super) fn traps() -> Vec<Trap> {
    let option = |option: &i32| {
        let conditions = [
            Condition::Is(1, libc::SOL_SOCKET),
            Condition::Is(2, *option),
        ];
        Trap::when(Syscall::Setsockopt, &conditions)
    };
    let mut traps: Vec<Trap> = TIMEOUTS.iter().chain(&STAMPS).map(option).collect();
    let is_unix = Condition::Not(0, libc::AF_UNIX as u64);
    traps.push(Trap::when(Syscall::Socket, &[is_unix]));
    traps.push(Trap::always(Syscall::Connect));
    traps
}

pub(super) fn decode(_: &dyn Process, syscall: Syscall, arguments: [u64; 6]) -> Option<Request> {
    let [first, second, third, ..] = arguments;
    Some(match syscall {
        Syscall::Setsockopt if STAMPS.contains(&(third as i32)) => {
            Request::Disagrees(Disagreement::PacketStamps)
        }
        Syscall::Setsockopt => Request::Cannot(Unskippable::SocketTimeout),
        Syscall::Socket if KNOWN.contains(&(first as i32)) => Request::InternetSocket,
        Syscall::Socket => Request::OutsideDescriptor,
        Syscall::Connect => Request::Connect {
            address: second,
            length: third,
        },
        _ => return None,
    })
}
