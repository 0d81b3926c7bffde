//! What does nothing but let time pass.

use super::times::{Process, absolute, clock, relative};
use super::{Disarm, Probe, Request, Rest, Wait};
use crate::trace::engine::Syscall;
use crate::trace::engine::filter::Trap;
use crate::trace::timekeeper::{Timeout, Unskippable};

/// Clocks by which the kernel lets nobody sleep, and says so.
const UNSLEEPABLE: [i32; 3] = [
    libc::CLOCK_REALTIME_COARSE,
    libc::CLOCK_MONOTONIC_COARSE,
    libc::CLOCK_MONOTONIC_RAW,
];

/// By these nobody sleeps who lacks the right to wake the machine, and the kernel knows who does.
const ALARMS: [i32; 2] = [libc::CLOCK_REALTIME_ALARM, libc::CLOCK_BOOTTIME_ALARM];

pub(super) fn traps() -> Vec<Trap> {
    [Syscall::Nanosleep, Syscall::ClockNanosleep]
        .map(Trap::always)
        .into()
}

pub(super) fn decode(
    process: &dyn Process,
    syscall: Syscall,
    arguments: [u64; 6],
) -> Option<Request> {
    let [first, second, third, fourth, ..] = arguments;
    let (timeout, rest) = match syscall {
        Syscall::Nanosleep => (relative(process, first), second),
        Syscall::ClockNanosleep => {
            let number = first as i32;
            let is_absolute = second as i32 & libc::TIMER_ABSTIME != 0;
            match (is_absolute, clock(number)) {
                _ if UNSLEEPABLE.contains(&number) => return Some(Request::Other),
                _ if ALARMS.contains(&number) => {
                    return Some(Request::Cannot(Unskippable::Kept(
                        "a sleep that wakes the machine",
                    )));
                }
                (true, Some(clock)) => (absolute(process, third, clock), 0),
                (false, Some(_)) => (relative(process, third), fourth),
                // The kernel knows no others, and says so.
                (_, None) if !is_cpu_clock(number) => return Some(Request::Other),
                (_, None) => {
                    let why = Unskippable::Kept("a sleep by a clock of CPU time");
                    return Some(Request::Cannot(why));
                }
            }
        }
        _ => return None,
    };
    // What is not valid is left to the kernel.
    if timeout == Timeout::Never {
        return Some(Request::Other);
    }
    Some(Request::Wait(Wait {
        rest: (rest != 0).then_some(Rest {
            address: rest,
            unit: 1,
        }),
        probe: Probe::Always,
        ..Wait::new(syscall, timeout, Disarm::Pause, 0)
    }))
}

/// Whether this is a clock of CPU time that somebody can sleep by: the process's own, or another's, which
/// has a number below zero whose lowest three bits say what is counted.
fn is_cpu_clock(number: i32) -> bool {
    /// As `linux/posix-timers_types.h` has it: it stands for a clock that is a file.
    const FILE: i32 = 3;
    number == libc::CLOCK_PROCESS_CPUTIME_ID || (number < 0 && number & 3 != FILE)
}
