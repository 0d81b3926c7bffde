//! Reads from a stopped thread what its system call asks for.

#[cfg(test)]
pub(super) mod registers;
mod times;

use libc::user_regs_struct as Registers;

use super::call::{ALARM, Call, Disarm, Reference, Rest, Target, Timeout, Wait};
use times::{Process, absolute, duration, reference, relative, second, timer_clock, timeval};

/// Reads what the call that `registers` are about to make asks for.
pub(super) fn decode(process: &impl Process, registers: &Registers) -> Call {
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
        libc::SYS_nanosleep => sleep("nanosleep", relative(process, rdi), rsi),
        libc::SYS_clock_nanosleep => {
            let is_absolute = rsi as i32 & libc::TIMER_ABSTIME != 0;
            match (is_absolute, reference(rdi as i32)) {
                // By these one can read the time, but not sleep.
                _ if UNSLEEPABLE.contains(&(rdi as i32)) => Call::Other,
                (true, Some(reference)) => {
                    sleep("clock_nanosleep", absolute(process, rdx, reference), 0)
                }
                (false, Some(_)) => sleep("clock_nanosleep", relative(process, rdx), r10),
                (_, None) => Call::Unkept("a sleep by a clock of CPU time"),
            }
        }
        libc::SYS_futex => futex(process, rsi as i32, r10),
        libc::SYS_poll => milliseconds("poll", rdx, Disarm::Third(u64::MAX)),
        libc::SYS_ppoll => told(timespec(process, "ppoll", rdx, Disarm::Third(0)), rdx, 1),
        libc::SYS_select => {
            let timeout = match r8 {
                0 => Timeout::Never,
                at => timeval(process, at).map_or(Timeout::Never, Timeout::After),
            };
            told(looking("select", timeout, Disarm::Fifth(0)), r8, 1000)
        }
        libc::SYS_pselect6 => told(timespec(process, "pselect6", r8, Disarm::Fifth(0)), r8, 1),
        libc::SYS_epoll_wait => milliseconds("epoll_wait", r10, Disarm::Fourth(u64::MAX)),
        libc::SYS_epoll_pwait => milliseconds("epoll_pwait", r10, Disarm::Fourth(u64::MAX)),
        libc::SYS_epoll_pwait2 => timespec(process, "epoll_pwait2", r10, Disarm::Fourth(0)),
        libc::SYS_rt_sigtimedwait => {
            match timespec(process, "rt_sigtimedwait", rdx, Disarm::Third(0)) {
                Call::Wait(wait) => Call::Wait(Wait {
                    timed_out: -i64::from(libc::EAGAIN),
                    ..wait
                }),
                call => call,
            }
        }
        libc::SYS_timerfd_settime => timerfd(process, rdi as i32, rsi as i32, rdx, r10),
        libc::SYS_timerfd_gettime => match timer_clock(process, rdi as i32) {
            Some(_) => Call::GetTimer {
                target: Target::Descriptor(rdi as i32),
                address: rsi,
                unit: 1,
            },
            None => Call::Other,
        },
        libc::SYS_setitimer if rdi as i32 == libc::ITIMER_REAL => alarm(process, rsi, rdx),
        libc::SYS_getitimer if rdi as i32 == libc::ITIMER_REAL => Call::GetTimer {
            target: Target::Alarm,
            address: rsi,
            unit: 1000,
        },
        libc::SYS_alarm => Call::SetTimer {
            target: Target::Alarm,
            timeout: armed(Timeout::After(u64::from(rdi as u32) * 1_000_000_000)),
            interval: 0,
            old: 0,
            unit: ALARM,
        },
        libc::SYS_timer_create => Call::Unkept("a timer made by timer_create"),
        libc::SYS_io_uring_setup => Call::Unkept("io_uring"),
        libc::SYS_semtimedop => Call::Unkept("semtimedop"),
        libc::SYS_mq_timedreceive | libc::SYS_mq_timedsend => Call::Unkept("a message queue"),
        libc::SYS_recvmmsg => Call::Unkept("recvmmsg"),
        libc::SYS_io_getevents => Call::Unkept("io_getevents"),
        libc::SYS_futex_waitv => Call::Unkept("futex_waitv"),
        libc::SYS_setsockopt => Call::SocketTimeout,
        libc::SYS_socket => Call::InternetSocket,
        libc::SYS_connect => Call::Connect {
            address: rsi,
            length: rdx,
        },
        _ => Call::Other,
    }
}

/// Clocks by which the kernel lets nobody sleep, and says so.
const UNSLEEPABLE: [i32; 3] = [
    libc::CLOCK_REALTIME_COARSE,
    libc::CLOCK_MONOTONIC_COARSE,
    libc::CLOCK_MONOTONIC_RAW,
];

/// A sleep; `rest` is where the time that is left goes if a signal cuts it short.
fn sleep(name: &'static str, timeout: Timeout, rest: u64) -> Call {
    told(wait(name, timeout, Disarm::Pause, 0), rest, 1)
}

/// The same call, which tells how much time was left at this address unless that is zero.
fn told(call: Call, address: u64, unit: u64) -> Call {
    match call {
        Call::Wait(wait) if address != 0 => Call::Wait(Wait {
            rest: Some(Rest { address, unit }),
            ..wait
        }),
        call => call,
    }
}

/// A timer that is set to no time at all is off.
fn armed(timeout: Timeout) -> Timeout {
    match timeout {
        Timeout::After(0) | Timeout::At(_, 0) => Timeout::Never,
        timeout => timeout,
    }
}

/// A timer behind a file descriptor is set to what is at `new`. What the kernel refuses is left to it.
fn timerfd(process: &impl Process, descriptor: i32, flags: i32, new: u64, old: u64) -> Call {
    let known = libc::TFD_TIMER_ABSTIME | libc::TFD_TIMER_CANCEL_ON_SET;
    let (Some(reference), Some(interval), Some(value), 0) = (
        timer_clock(process, descriptor),
        duration(process, new, 1),
        duration(process, second(new), 1),
        flags & !known,
    ) else {
        return Call::Other;
    };
    let timeout = match flags & libc::TFD_TIMER_ABSTIME {
        0 => Timeout::After(value),
        _ => Timeout::At(reference, value),
    };
    Call::SetTimer {
        target: Target::Descriptor(descriptor),
        timeout: armed(timeout),
        interval,
        old,
        unit: 1,
    }
}

/// The timer that sends a SIGALRM is set to what is at `new`; to nothing, if that is nowhere.
fn alarm(process: &impl Process, new: u64, old: u64) -> Call {
    let times = match new {
        0 => Some((0, 0)),
        _ => duration(process, new, 1000).zip(duration(process, second(new), 1000)),
    };
    times.map_or(Call::Other, |(interval, value)| Call::SetTimer {
        target: Target::Alarm,
        timeout: armed(Timeout::After(value)),
        interval,
        old,
        unit: 1000,
    })
}

fn futex(process: &impl Process, operation: i32, at: u64) -> Call {
    let flags = libc::FUTEX_PRIVATE_FLAG | libc::FUTEX_CLOCK_REALTIME;
    let is_realtime = operation & libc::FUTEX_CLOCK_REALTIME != 0;
    let timeout = match (operation & !flags, at) {
        (_, 0) => Timeout::Never,
        (libc::FUTEX_WAIT, at) => relative(process, at),
        // It has no flag for its clock, which is always this one.
        (libc::FUTEX_LOCK_PI, at) => absolute(process, at, Reference::Realtime),
        (_, at) if is_realtime => absolute(process, at, Reference::Realtime),
        (_, at) => absolute(process, at, Reference::Monotonic),
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
        rest: None,
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

fn timespec(process: &impl Process, name: &'static str, at: u64, disarm: Disarm) -> Call {
    let timeout = if at == 0 {
        Timeout::Never
    } else {
        relative(process, at)
    };
    looking(name, timeout, disarm)
}

#[cfg(test)]
mod tests;
