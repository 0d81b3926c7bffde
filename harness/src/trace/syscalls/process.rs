//! What is told of CPU time, and of how long the machine has been up.

use super::times::Process;
use super::{CpuClock, Request, Told};
use crate::trace::engine::Syscall;
use crate::trace::engine::filter::Trap;

pub(super) fn traps() -> Vec<Trap> {
    [
        Syscall::Times,
        Syscall::Sysinfo,
        Syscall::Getrusage,
        Syscall::Adjtimex,
        Syscall::ClockAdjtime,
    ]
    .map(Trap::always)
    .into()
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
        _ => return None,
    })
}
