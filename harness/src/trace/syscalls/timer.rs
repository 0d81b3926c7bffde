//! Timers that send signals.

use super::times::{Process, duration, second};
use super::{ALARM, Request};
use crate::trace::engine::Syscall;
use crate::trace::engine::filter::Trap;
use crate::trace::timekeeper::{Target, Timeout, Unskippable};

pub(super) fn traps() -> Vec<Trap> {
    [
        Syscall::Setitimer,
        Syscall::Getitimer,
        Syscall::Alarm,
        Syscall::TimerCreate,
    ]
    .map(Trap::always)
    .into()
}

pub(super) fn decode(
    process: &dyn Process,
    syscall: Syscall,
    arguments: [u64; 6],
) -> Option<Request> {
    let [first, second, third, ..] = arguments;
    let is_real = first as i32 == libc::ITIMER_REAL;
    Some(match syscall {
        Syscall::Setitimer if is_real => set(process, second, third),
        Syscall::Getitimer if is_real => Request::GetTimer {
            target: Target::Alarm,
            address: second,
            unit: 1000,
        },
        Syscall::Alarm => Request::SetTimer {
            target: Target::Alarm,
            timeout: armed(Timeout::After(u64::from(first as u32) * 1_000_000_000)),
            interval: 0,
            old: 0,
            unit: ALARM,
        },
        Syscall::TimerCreate => Request::Cannot(Unskippable::Kept("a timer made by timer_create")),
        _ => return None,
    })
}

/// The timer that sends a SIGALRM is set to what is at `new`; to nothing, if that is nowhere.
fn set(process: &dyn Process, new: u64, old: u64) -> Request {
    let times = match new {
        0 => Some((0, 0)),
        _ => duration(process, new, 1000).zip(duration(process, second(new), 1000)),
    };
    times.map_or(Request::Other, |(interval, value)| Request::SetTimer {
        target: Target::Alarm,
        timeout: armed(Timeout::After(value)),
        interval,
        old,
        unit: 1000,
    })
}

/// A timer that is set to no time at all is off.
pub(super) fn armed(timeout: Timeout) -> Timeout {
    match timeout {
        Timeout::After(0) | Timeout::At(_, 0) => Timeout::Never,
        timeout => timeout,
    }
}
