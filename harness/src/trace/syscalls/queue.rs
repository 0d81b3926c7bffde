//! Message queues, semaphores, asynchronous input and output.

use super::times::{Process, absolute, relative};
use super::{Disarm, Request, Restart, Wait};
use crate::trace::engine::Syscall;
use crate::trace::engine::filter::{Condition, Trap};
use crate::trace::timekeeper::{ClockId, Timeout, Unskippable};

pub(super) fn traps() -> Vec<Trap> {
    vec![
        Trap::when(Syscall::Semtimedop, &[Condition::NotNull(3)]),
        Trap::when(Syscall::MqTimedreceive, &[Condition::NotNull(4)]),
        Trap::when(Syscall::MqTimedsend, &[Condition::NotNull(4)]),
        Trap::when(Syscall::Recvmmsg, &[Condition::NotNull(4)]),
        Trap::when(Syscall::IoGetevents, &[Condition::NotNull(4)]),
        Trap::always(Syscall::IoUringSetup),
    ]
}

pub(super) fn decode(
    process: &dyn Process,
    syscall: Syscall,
    arguments: [u64; 6],
) -> Option<Request> {
    let [_, _, _, fourth, fifth, _] = arguments;
    let cannot = |what| Some(Request::Cannot(Unskippable::Kept(what)));
    let wait = match syscall {
        // A signal ends it, whether somebody handles that or not.
        Syscall::Semtimedop => (relative(process, fourth), 3, libc::EAGAIN),
        Syscall::MqTimedreceive | Syscall::MqTimedsend => {
            let timeout = absolute(process, fifth, ClockId::Realtime);
            (timeout, 4, libc::ETIMEDOUT)
        }
        // It looks at its timeout only when a packet has come.
        Syscall::Recvmmsg => return cannot("recvmmsg with a timeout"),
        Syscall::IoGetevents => return cannot("io_getevents"),
        Syscall::IoUringSetup => return cannot("io_uring"),
        _ => return None,
    };
    let (timeout, argument, error) = wait;
    // What is not valid is left to the kernel.
    if timeout == Timeout::Never {
        return Some(Request::Other);
    }
    Some(Request::Wait(Wait {
        restart: Restart::AsUntimed,
        ..Wait::new(
            syscall,
            timeout,
            Disarm::Argument(argument, 0),
            -i64::from(error),
        )
    }))
}
