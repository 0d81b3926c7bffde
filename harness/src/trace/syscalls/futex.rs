//! Waits for a word of memory.

use super::times::{Process, absolute, clock, relative};
use super::{Disarm, Probe, Request, Restart, Wait};
use crate::trace::engine::Syscall;
use crate::trace::engine::filter::{Condition, Trap};
use crate::trace::timekeeper::{ClockId, Timeout};

/// As `linux/futex.h` has it.
const FUTEX_LOCK_PI2: i32 = 13;

/// What a futex may be asked to do without a stop: all but these waits.
const WAITS: [i32; 5] = [
    libc::FUTEX_WAIT,
    libc::FUTEX_WAIT_BITSET,
    libc::FUTEX_WAIT_REQUEUE_PI,
    libc::FUTEX_LOCK_PI,
    FUTEX_LOCK_PI2,
];

/// Flags that may stand beside the operation.
const FLAGS: i32 = libc::FUTEX_PRIVATE_FLAG | libc::FUTEX_CLOCK_REALTIME;

pub(super) fn traps() -> Vec<Trap> {
    let wait = |operation| {
        let condition = Condition::IsBesides {
            argument: 1,
            value: operation,
            mask: FLAGS,
        };
        Trap::when(Syscall::Futex, &[condition])
    };
    let mut traps: Vec<Trap> = WAITS.into_iter().map(wait).collect();
    traps.push(Trap::always(Syscall::FutexWaitv));
    traps
}

pub(super) fn decode(
    process: &dyn Process,
    syscall: Syscall,
    arguments: [u64; 6],
) -> Option<Request> {
    let timed_out = -i64::from(libc::ETIMEDOUT);
    let [first, second, third, fourth, fifth, sixth] = arguments;
    let wait = match syscall {
        Syscall::Futex => {
            let is_realtime = second as i32 & libc::FUTEX_CLOCK_REALTIME != 0;
            let clock = match is_realtime {
                true => ClockId::Realtime,
                false => ClockId::Monotonic,
            };
            let operation = second as i32 & !FLAGS;
            let timeout = match (operation, fourth) {
                (_, 0) => Timeout::Never,
                (libc::FUTEX_WAIT, at) => relative(process, at),
                // It has no flag for its clock, which is always this one.
                (libc::FUTEX_LOCK_PI, at) => absolute(process, at, ClockId::Realtime),
                (_, at) => absolute(process, at, clock),
            };
            let is_plain = matches!(operation, libc::FUTEX_WAIT | libc::FUTEX_WAIT_BITSET);
            // These have a clock of their own, and the kernel refuses to be told another.
            if is_realtime && matches!(operation, libc::FUTEX_WAIT | libc::FUTEX_LOCK_PI) {
                return Some(Request::Other);
            }
            let is_valid =
                first.is_multiple_of(4) && (operation == libc::FUTEX_WAIT || sixth as u32 != 0);
            Wait {
                probe: match is_plain && is_valid {
                    true => Probe::Word {
                        address: first,
                        expected: third as u32,
                    },
                    false => Probe::No,
                },
                restart: match is_plain {
                    true => Restart::WithoutHandler,
                    false => Restart::AsUntimed,
                },
                ..Wait::new(syscall, timeout, Disarm::Argument(3, 0), timed_out)
            }
        }
        Syscall::FutexWaitv => {
            let timeout = match (fourth, clock(fifth as i32)) {
                (0, _) => Timeout::Never,
                (at, Some(clock @ (ClockId::Monotonic | ClockId::Realtime))) => {
                    absolute(process, at, clock)
                }
                // The kernel knows no other clocks, and says so.
                _ => Timeout::Never,
            };
            Wait {
                restart: Restart::AsUntimed,
                ..Wait::new(syscall, timeout, Disarm::Argument(3, 0), timed_out)
            }
        }
        _ => return None,
    };
    Some(Request::Wait(wait))
}
