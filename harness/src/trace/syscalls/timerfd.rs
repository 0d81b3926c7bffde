//! Timers behind file descriptors.

use super::times::{Process, clock, duration, second};
use super::{Request, timer};
use crate::trace::engine::Syscall;
use crate::trace::engine::filter::Trap;
use crate::trace::timekeeper::{ClockId, Target, Timeout};

pub(super) fn traps() -> Vec<Trap> {
    [Syscall::TimerfdSettime, Syscall::TimerfdGettime]
        .map(Trap::always)
        .into()
}

pub(super) fn decode(
    process: &dyn Process,
    syscall: Syscall,
    arguments: [u64; 6],
) -> Option<Request> {
    let [first, second, third, fourth, ..] = arguments;
    let descriptor = first as i32;
    match syscall {
        Syscall::TimerfdSettime => {
            let set = set(process, descriptor, second as i32, third, fourth);
            Some(set.unwrap_or(Request::Other))
        }
        Syscall::TimerfdGettime => Some(match timer_clock(process, descriptor) {
            Some(_) => Request::GetTimer {
                target: Target::Descriptor(descriptor),
                address: second,
                unit: 1,
            },
            None => Request::Other,
        }),
        _ => None,
    }
}

/// A timer is set to what is at `new`. What the kernel refuses is left to it.
fn set(process: &dyn Process, descriptor: i32, flags: i32, new: u64, old: u64) -> Option<Request> {
    // That nobody sets the clock is certain, so nothing is ever cancelled.
    let known = libc::TFD_TIMER_ABSTIME | libc::TFD_TIMER_CANCEL_ON_SET;
    if flags & !known != 0 {
        return None;
    }
    let clock = timer_clock(process, descriptor)?;
    let interval = duration(process, new, 1)?;
    let value = duration(process, second(new), 1)?;
    let timeout = match flags & libc::TFD_TIMER_ABSTIME {
        0 => Timeout::After(value),
        _ => Timeout::At(clock, value),
    };
    Some(Request::SetTimer {
        target: Target::Descriptor(descriptor),
        timeout: timer::armed(timeout),
        interval,
        old,
        unit: 1,
    })
}

/// The clock that a timer's file descriptor goes by; `None` if it is none.
fn timer_clock(process: &dyn Process, descriptor: i32) -> Option<ClockId> {
    let number = process.timer_clock(descriptor)?;
    Some(clock(number).unwrap_or(ClockId::Monotonic))
}
