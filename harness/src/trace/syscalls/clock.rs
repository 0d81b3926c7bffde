//! What tells the time.

use super::times::{Process, clock};
use super::{CpuClock, Request};
use crate::trace::engine::filter::{Trap, Untrapped};
use crate::trace::engine::{Syscall, arch};
use crate::trace::timekeeper::ClockId;

/// What our vDSO asks the kernel for: it has a third argument, where others have none.
pub(in crate::trace) const UNTRAPPED: Untrapped = Untrapped {
    syscall: Syscall::ClockGettime,
    first: libc::CLOCK_PROCESS_CPUTIME_ID as u32,
    third: arch::UNTRAPPED,
};

pub(super) fn traps() -> Vec<Trap> {
    vec![
        Trap::always(Syscall::ClockGettime),
        Trap::always(Syscall::Gettimeofday),
        Trap::always(Syscall::Time),
    ]
}

pub(super) fn decode(_: &dyn Process, syscall: Syscall, arguments: [u64; 6]) -> Option<Request> {
    let [first, second, ..] = arguments;
    Some(match syscall {
        Syscall::ClockGettime => match (first as i32, clock(first as i32)) {
            (_, Some(clock)) => Request::Time {
                clock,
                address: second,
                unit: 1,
            },
            (libc::CLOCK_PROCESS_CPUTIME_ID, _) => Request::CpuTime {
                of: CpuClock::Process,
                address: second,
            },
            (libc::CLOCK_THREAD_CPUTIME_ID, _) => Request::CpuTime {
                of: CpuClock::Thread,
                address: second,
            },
            _ => Request::Other,
        },
        // Who wants the time zone as well gets it from the kernel, and then the time.
        Syscall::Gettimeofday if first != 0 && second == 0 => Request::Time {
            clock: ClockId::Realtime,
            address: first,
            unit: 1000,
        },
        Syscall::Gettimeofday if first != 0 => {
            Request::Told(super::Told::Timeval { address: first })
        }
        Syscall::Time => Request::Seconds { address: first },
        _ => return None,
    })
}
