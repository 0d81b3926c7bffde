//! What is told of CPU time, and of how long the machine has been up; and who may read its counter.

use super::times::Process;
use super::{CpuClock, Disagreement, Request, Told};
use crate::trace::engine::Syscall;
use crate::trace::engine::filter::{Condition, Trap};

pub(super) fn traps() -> Vec<Trap> {
    [
        Syscall::Times,
        Syscall::Sysinfo,
        Syscall::Getrusage,
        Syscall::Adjtimex,
        Syscall::ClockAdjtime,
    ]
    .into_iter()
    .map(Trap::always)
    .chain([Trap::when(
        Syscall::Prctl,
        &[Condition::Is(0, libc::PR_SET_TSC)],
    )])
    .collect()
}

pub(super) fn decode(_: &dyn Process, syscall: Syscall, arguments: [u64; 6]) -> Option<Request> {
    let [first, second, ..] = arguments;
    let usage = |of| {
        Request::Told(Told::Usage {
            address: second,
            of,
        })
    };
    Some(match syscall {
        Syscall::Times => Request::Told(Told::Times { address: first }),
        Syscall::Sysinfo => Request::Told(Told::Sysinfo { address: first }),
        Syscall::Getrusage => match first as i32 {
            libc::RUSAGE_SELF => usage(CpuClock::Process),
            libc::RUSAGE_THREAD => usage(CpuClock::Thread),
            _ => Request::Other,
        },
        Syscall::Adjtimex => Request::Told(Told::Adjtimex { address: first }),
        Syscall::ClockAdjtime => Request::Told(Told::Adjtimex { address: second }),
        Syscall::Prctl => Request::Disagrees(Disagreement::Tsc),
        _ => return None,
    })
}
