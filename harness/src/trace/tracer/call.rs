//! What a stopped system call asks for.

use libc::user_regs_struct as Registers;
use nix::unistd::Pid;

use super::memory;

/// Nanoseconds of virtual time since the program was started.
pub(super) type Nanos = u64;

/// A clock that a program can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reference {
    /// Time since 1970.
    Realtime,
    /// Time since the machine was started.
    Monotonic,
}

/// When a wait is over at the latest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Timeout {
    Never,
    /// So long after it has begun.
    After(Nanos),
    /// At this reading of a clock.
    At(Reference, Nanos),
}

/// How a wait's timeout is taken away, so that the kernel waits without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Disarm {
    /// There is none.
    Nothing,
    /// By this value in the third, fourth or fifth argument.
    Third(u64),
    Fourth(u64),
    Fifth(u64),
    /// By waiting for a signal instead: the call is nothing but a timeout.
    Pause,
}

/// A call that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wait {
    pub(super) name: &'static str,
    pub(super) timeout: Timeout,
    pub(super) disarm: Disarm,
    /// What the call returns when its time is over.
    pub(super) timed_out: i64,
}

/// What a stopped call asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    /// The time, written to `address` in units of `unit` nanoseconds behind the seconds.
    Time {
        reference: Reference,
        address: u64,
        unit: u64,
    },
    /// The time in seconds, returned, and written to `address` unless that is zero.
    Seconds {
        address: u64,
    },
    Wait(Wait),
    /// To look for events without waiting: an event loop turns.
    Look,
    /// A timer that is not simulated.
    Timer(&'static str),
    /// A connection to an address at `address`, `length` bytes long.
    Connect {
        address: u64,
        length: u64,
    },
    /// Nothing that concerns time.
    Other,
}

/// Reads what the call that `registers` are about to make asks for.
pub(super) fn decode(pid: Pid, registers: &Registers) -> Call {
    let Registers {
        orig_rax,
        rdi,
        rsi,
        rdx,
        r10,
        r8,
        ..
    } = *registers;
    match orig_rax as i64 {
        libc::SYS_clock_gettime => match reference(rdi as i32) {
            Some(reference) => Call::Time {
                reference,
                address: rsi,
                unit: 1,
            },
            None => Call::Other,
        },
        libc::SYS_gettimeofday if rdi != 0 => Call::Time {
            reference: Reference::Realtime,
            address: rdi,
            unit: 1000,
        },
        libc::SYS_time => Call::Seconds { address: rdi },
        libc::SYS_nanosleep => wait("nanosleep", relative(pid, rdi), Disarm::Pause, 0),
        libc::SYS_clock_nanosleep => {
            let timeout = match (rsi as i32 & libc::TIMER_ABSTIME != 0, reference(rdi as i32)) {
                (true, Some(reference)) => absolute(pid, rdx, reference),
                (false, _) => relative(pid, rdx),
                (true, None) => return Call::Timer("clock_nanosleep on a CPU clock"),
            };
            wait("clock_nanosleep", timeout, Disarm::Pause, 0)
        }
        libc::SYS_futex => futex(pid, rsi as i32, r10),
        libc::SYS_poll => milliseconds("poll", rdx, Disarm::Third(u64::MAX)),
        libc::SYS_ppoll => timespec(pid, "ppoll", rdx, Disarm::Third(0)),
        libc::SYS_select => {
            let timeout = match r8 {
                0 => Timeout::Never,
                at => duration(pid, at, 1000).map_or(Timeout::Never, Timeout::After),
            };
            looking("select", timeout, Disarm::Fifth(0))
        }
        libc::SYS_pselect6 => timespec(pid, "pselect6", r8, Disarm::Fifth(0)),
        libc::SYS_epoll_wait => milliseconds("epoll_wait", r10, Disarm::Fourth(u64::MAX)),
        libc::SYS_epoll_pwait => milliseconds("epoll_pwait", r10, Disarm::Fourth(u64::MAX)),
        libc::SYS_epoll_pwait2 => timespec(pid, "epoll_pwait2", r10, Disarm::Fourth(0)),
        libc::SYS_rt_sigtimedwait => {
            match timespec(pid, "rt_sigtimedwait", rdx, Disarm::Third(0)) {
                Call::Wait(wait) => Call::Wait(Wait {
                    timed_out: -i64::from(libc::EAGAIN),
                    ..wait
                }),
                call => call,
            }
        }
        libc::SYS_timerfd_settime => Call::Timer("timerfd_settime"),
        libc::SYS_setitimer => Call::Timer("setitimer"),
        libc::SYS_alarm => Call::Timer("alarm"),
        libc::SYS_timer_create => Call::Timer("timer_create"),
        libc::SYS_io_uring_setup => Call::Timer("io_uring"),
        libc::SYS_connect => Call::Connect {
            address: rsi,
            length: rdx,
        },
        _ => Call::Other,
    }
}

fn futex(pid: Pid, operation: i32, at: u64) -> Call {
    let flags = libc::FUTEX_PRIVATE_FLAG | libc::FUTEX_CLOCK_REALTIME;
    let is_realtime = operation & libc::FUTEX_CLOCK_REALTIME != 0;
    let timeout = match (operation & !flags, at) {
        (_, 0) => Timeout::Never,
        (libc::FUTEX_WAIT, at) => relative(pid, at),
        (libc::FUTEX_LOCK_PI, at) => absolute(pid, at, Reference::Realtime),
        (_, at) if is_realtime => absolute(pid, at, Reference::Realtime),
        (_, at) => absolute(pid, at, Reference::Monotonic),
    };
    wait(
        "futex",
        timeout,
        Disarm::Fourth(0),
        -i64::from(libc::ETIMEDOUT),
    )
}

fn wait(name: &'static str, timeout: Timeout, disarm: Disarm, timed_out: i64) -> Call {
    let disarm = match (timeout, disarm) {
        (Timeout::Never, Disarm::Pause) => return Call::Other,
        (Timeout::Never, _) => Disarm::Nothing,
        (_, disarm) => disarm,
    };
    Call::Wait(Wait {
        name,
        timeout,
        disarm,
        timed_out,
    })
}

/// A wait for events, which with no time at all is but a look.
fn looking(name: &'static str, timeout: Timeout, disarm: Disarm) -> Call {
    match timeout {
        Timeout::After(0) => Call::Look,
        timeout => wait(name, timeout, disarm, 0),
    }
}

fn milliseconds(name: &'static str, argument: u64, disarm: Disarm) -> Call {
    let timeout = match u64::try_from(argument as i32) {
        Ok(milliseconds) => Timeout::After(milliseconds * 1_000_000),
        Err(_) => Timeout::Never,
    };
    looking(name, timeout, disarm)
}

fn timespec(pid: Pid, name: &'static str, at: u64, disarm: Disarm) -> Call {
    let timeout = if at == 0 {
        Timeout::Never
    } else {
        relative(pid, at)
    };
    looking(name, timeout, disarm)
}

fn relative(pid: Pid, at: u64) -> Timeout {
    duration(pid, at, 1).map_or(Timeout::Never, Timeout::After)
}

fn absolute(pid: Pid, at: u64, reference: Reference) -> Timeout {
    duration(pid, at, 1).map_or(Timeout::Never, |time| Timeout::At(reference, time))
}

/// Seconds and, in units of `unit` nanoseconds, the rest. What is not valid is left to the kernel.
fn duration(pid: Pid, at: u64, unit: u64) -> Option<Nanos> {
    let (seconds, rest) = (memory::word(pid, at)?, memory::word(pid, at + 8)?);
    if seconds > i64::MAX as u64 || rest >= 1_000_000_000 / unit {
        return None;
    }
    Some(
        seconds
            .saturating_mul(1_000_000_000)
            .saturating_add(rest * unit),
    )
}

/// The clocks that stand for all others that go on with time.
fn reference(clock: i32) -> Option<Reference> {
    match clock {
        libc::CLOCK_REALTIME | libc::CLOCK_REALTIME_COARSE | libc::CLOCK_TAI => {
            Some(Reference::Realtime)
        }
        libc::CLOCK_MONOTONIC
        | libc::CLOCK_MONOTONIC_RAW
        | libc::CLOCK_MONOTONIC_COARSE
        | libc::CLOCK_BOOTTIME => Some(Reference::Monotonic),
        _ => None,
    }
}
