//! On what a thread waits, as far as its syscall tells, and which waits begin without a stop.

use crate::trace::engine::{Syscall, arch};

/// On what a thread waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::trace) enum WaitsOn {
    /// On one descriptor.
    Descriptor(u64),
    /// On so many descriptors of a `poll`, which stand at `address`.
    Descriptors { address: u64, count: u64 },
    /// On the descriptors below `count` in these sets of a `select`.
    Sets { sets: [u64; 3], count: u64 },
    /// On a word of memory.
    Word(u64),
    /// On a signal.
    Signal,
    /// On something that others may have, too: a lock on a file, a queue, the other end of a pipe.
    Shared,
    /// On the clock, or a child of its own.
    Inside,
}

/// A wait without a timeout, which begins without a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::trace) struct Untimed {
    pub(in crate::trace) syscall: Syscall,
    /// Whether the kernel makes it again after an interruption as if nothing had happened.
    pub(in crate::trace) is_repeatable: bool,
}

/// On what a thread waits that is in this syscall with these arguments.
pub(in crate::trace) fn waits_on(syscall: Syscall, arguments: [u64; 6]) -> WaitsOn {
    let [first, second, third, fourth, ..] = arguments;
    match syscall {
        Syscall::Poll | Syscall::Ppoll => WaitsOn::Descriptors {
            address: first,
            count: second,
        },
        Syscall::Select | Syscall::Pselect6 => WaitsOn::Sets {
            sets: [second, third, fourth],
            count: first,
        },
        Syscall::Futex => WaitsOn::Word(first),
        Syscall::RtSigtimedwait | Syscall::Pause | Syscall::RtSigsuspend => WaitsOn::Signal,
        Syscall::Nanosleep
        | Syscall::ClockNanosleep
        | Syscall::Wait4
        | Syscall::Waitid
        | Syscall::Vfork
        | Syscall::Clone
        | Syscall::Clone3 => WaitsOn::Inside,
        Syscall::EpollWait
        | Syscall::EpollPwait
        | Syscall::EpollPwait2
        | Syscall::Read
        | Syscall::Readv
        | Syscall::Write
        | Syscall::Writev
        | Syscall::Recvfrom
        | Syscall::Recvmsg
        | Syscall::Recvmmsg
        | Syscall::Sendto
        | Syscall::Sendmsg
        | Syscall::Sendmmsg
        | Syscall::Accept
        | Syscall::Accept4
        | Syscall::Connect => WaitsOn::Descriptor(first),
        _ => WaitsOn::Shared,
    }
}

/// As much as a pipe takes at once or not at all, in bytes, as `pipe(7)` has it.
const PIPE_BUF: u64 = 4096;

/// The wait without a timeout that a thread is asleep in, by the number of its syscall and its arguments;
/// `None` for what is not known to wait for what others do.
pub(in crate::trace) fn untimed(number: u64, arguments: [u64; 6]) -> Option<Untimed> {
    let syscall = arch::syscall(number)?;
    let has = |argument: usize, flag: i32| arguments[argument] as i32 & flag != 0;
    // Who has done a part of what was asked is told so after an interruption.
    let is_repeatable = match syscall {
        Syscall::Read
        | Syscall::Readv
        | Syscall::Accept
        | Syscall::Accept4
        | Syscall::Connect
        | Syscall::Open
        | Syscall::Openat
        | Syscall::Flock
        | Syscall::Fcntl
        | Syscall::Msgrcv
        | Syscall::Msgsnd
        | Syscall::MqTimedreceive
        | Syscall::MqTimedsend
        | Syscall::Wait4
        | Syscall::Waitid
        | Syscall::Pause
        | Syscall::RtSigsuspend => true,
        Syscall::Recvfrom => !has(3, libc::MSG_WAITALL),
        Syscall::Recvmsg => !has(2, libc::MSG_WAITALL),
        Syscall::Write => arguments[2] <= PIPE_BUF,
        Syscall::Writev
        | Syscall::Sendto
        | Syscall::Sendmsg
        | Syscall::Sendmmsg
        | Syscall::Recvmmsg
        | Syscall::Semop
        | Syscall::Semtimedop
        | Syscall::Vfork
        | Syscall::Clone
        | Syscall::Clone3 => false,
        _ => return None,
    };
    Some(Untimed {
        syscall,
        is_repeatable,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_have_done_a_part_is_not_interrupted() {
        let is_repeatable = |syscall, arguments| {
            let number = arch::number(syscall).unwrap() as u64;
            untimed(number, arguments).unwrap().is_repeatable
        };
        assert!(is_repeatable(Syscall::Read, [0, 0, 1 << 20, 0, 0, 0]));
        assert!(is_repeatable(Syscall::Write, [1, 0, PIPE_BUF, 0, 0, 0]));
        let more = [1, 0, PIPE_BUF + 1, 0, 0, 0];
        assert!(!is_repeatable(Syscall::Write, more));
        let all = libc::MSG_WAITALL as u64;
        assert!(is_repeatable(Syscall::Recvfrom, [0; 6]));
        assert!(!is_repeatable(Syscall::Recvfrom, [0, 0, 0, all, 0, 0]));
        assert!(!is_repeatable(Syscall::Recvmsg, [0, 0, all, 0, 0, 0]));
    }

    #[test]
    fn what_is_not_known_to_wait_for_others_is_not_told_to() {
        assert_eq!(untimed(libc::SYS_close as u64, [0; 6]), None);
        assert_eq!(untimed(libc::SYS_fsync as u64, [0; 6]), None);
        assert_eq!(untimed(u64::MAX, [0; 6]), None);
    }

    #[test]
    fn a_thread_waits_on_what_its_arguments_say() {
        let arguments = [3, 1, 2, 7, 0, 0];
        let on = |syscall| waits_on(syscall, arguments);
        assert_eq!(on(Syscall::EpollWait), WaitsOn::Descriptor(3));
        assert_eq!(on(Syscall::Futex), WaitsOn::Word(3));
        let polled = WaitsOn::Descriptors {
            address: 3,
            count: 1,
        };
        assert_eq!(on(Syscall::Ppoll), polled);
        let selected = WaitsOn::Sets {
            sets: [1, 2, 7],
            count: 3,
        };
        assert_eq!(on(Syscall::Select), selected);
        assert_eq!(on(Syscall::Flock), WaitsOn::Shared);
        assert_eq!(on(Syscall::Wait4), WaitsOn::Inside);
    }
}
