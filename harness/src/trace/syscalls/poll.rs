//! Waits for events on files.

use super::times::{Process, relative, timeval};
use super::{Disarm, Probe, Request, Rest, Wait};
use crate::trace::engine::Syscall;
use crate::trace::engine::filter::Trap;
use crate::trace::timekeeper::Timeout;

const SYSCALLS: [Syscall; 7] = [
    Syscall::Poll,
    Syscall::Ppoll,
    Syscall::Select,
    Syscall::Pselect6,
    Syscall::EpollWait,
    Syscall::EpollPwait,
    Syscall::EpollPwait2,
];

pub(super) fn traps() -> Vec<Trap> {
    SYSCALLS.map(Trap::always).into()
}

/// Where the kernel takes milliseconds, this is as long as it takes.
const FOREVER: u64 = u64::MAX;

pub(super) fn decode(
    process: &dyn Process,
    syscall: Syscall,
    arguments: [u64; 6],
) -> Option<Request> {
    let [_, _, third, fourth, fifth, sixth] = arguments;
    let timespec = |at| match at {
        0 => Timeout::Never,
        at => relative(process, at),
    };
    // Who changes what signals it takes while it waits may be interrupted by one that has come before.
    let is_plain = match syscall {
        Syscall::Ppoll => fourth == 0,
        Syscall::Pselect6 => sixth == 0,
        Syscall::EpollPwait | Syscall::EpollPwait2 => fifth == 0,
        _ => true,
    };
    let (timeout, argument, endless, rest) = match syscall {
        Syscall::Poll => (milliseconds(third), 2, FOREVER, None),
        Syscall::EpollWait | Syscall::EpollPwait => (milliseconds(fourth), 3, FOREVER, None),
        Syscall::Ppoll => (timespec(third), 2, 0, Some((third, 1))),
        Syscall::Pselect6 => (timespec(fifth), 4, 0, Some((fifth, 1))),
        Syscall::EpollPwait2 => (timespec(fourth), 3, 0, None),
        Syscall::Select => {
            let timeout = match fifth {
                0 => Timeout::Never,
                at => timeval(process, at).map_or(Timeout::Never, Timeout::After),
            };
            (timeout, 4, 0, Some((fifth, 1000)))
        }
        _ => return None,
    };
    if timeout == Timeout::After(0) {
        return Some(Request::Poll);
    }
    let rest = rest.filter(|(address, _)| *address != 0);
    Some(Request::Wait(Wait {
        rest: rest.map(|(address, unit)| Rest { address, unit }),
        probe: match (is_plain, endless) {
            (true, FOREVER) => Probe::Poll(argument, 0),
            _ => Probe::No,
        },
        ..Wait::new(syscall, timeout, Disarm::Argument(argument, endless), 0)
    }))
}

fn milliseconds(argument: u64) -> Timeout {
    match u64::try_from(argument as i32) {
        Ok(milliseconds) => Timeout::After(milliseconds * 1_000_000),
        Err(_) => Timeout::Never,
    }
}
