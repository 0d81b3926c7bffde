//! Waits for signals, and what sends them.

use super::times::{Process, relative};
use super::{Disarm, Request, Restart, Wait};
use crate::trace::engine::Syscall;
use crate::trace::engine::filter::Trap;
use crate::trace::timekeeper::Timeout;

const SENDS: [Syscall; 6] = [
    Syscall::Kill,
    Syscall::Tkill,
    Syscall::Tgkill,
    Syscall::RtSigqueueinfo,
    Syscall::RtTgsigqueueinfo,
    Syscall::PidfdSendSignal,
];

pub(super) fn traps() -> Vec<Trap> {
    let mut traps: Vec<Trap> = SENDS.into_iter().map(Trap::always).collect();
    traps.push(Trap::always(Syscall::RtSigtimedwait));
    traps
}

pub(super) fn decode(
    process: &dyn Process,
    syscall: Syscall,
    arguments: [u64; 6],
) -> Option<Request> {
    if SENDS.contains(&syscall) {
        return Some(Request::Signal);
    }
    let (Syscall::RtSigtimedwait, [_, _, at, ..]) = (syscall, arguments) else {
        return None;
    };
    let timeout = match at {
        0 => Timeout::Never,
        at => relative(process, at),
    };
    if timeout == Timeout::After(0) {
        return Some(Request::Poll);
    }
    let timed_out = -i64::from(libc::EAGAIN);
    Some(Request::Wait(Wait {
        restart: Restart::AsUntimed,
        ..Wait::new(syscall, timeout, Disarm::Argument(2, 0), timed_out)
    }))
}
