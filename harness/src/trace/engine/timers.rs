//! Lets the kernel's own timers go off.

#![allow(unsafe_code)] // One request of a timer that no crate has a safe call for.

use std::cell::Cell;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};

use libc::c_int;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{PidfdFlags, PidfdGetfdFlags, pidfd_getfd, pidfd_open};
use rustix::time::{Itimerspec, TimerfdTimerFlags, Timespec, timerfd_settime};

use crate::trace::proc_text;

/// The timer behind a file descriptor of some process, by a descriptor of our own.
#[derive(Debug)]
pub(in crate::trace) struct Timerfd {
    file: OwnedFd,
    /// Where it was last seen: by this descriptor of this process.
    seen: Cell<(Pid, i32)>,
}

impl Timerfd {
    /// Takes hold of a timer.
    ///
    /// # Errors
    /// When the process has gone, or does not let itself be looked into.
    pub(in crate::trace) fn of(process: Pid, descriptor: i32) -> io::Result<Self> {
        let id = rustix::process::Pid::from_raw(process.as_raw());
        let handle = pidfd_open(id.ok_or(io::ErrorKind::NotFound)?, PidfdFlags::empty())?;
        let file = pidfd_getfd(handle, descriptor, PidfdGetfdFlags::empty())?;
        Ok(Self {
            file,
            seen: Cell::new((process, descriptor)),
        })
    }

    /// Switches it off, and says whether that could be done.
    pub(in crate::trace) fn disarm(&self) -> bool {
        self.arm(0).is_ok()
    }

    /// Whether both are the same timer, by whatever descriptors. A kernel that does not tell takes those for
    /// the same that have been seen at the same place.
    pub(in crate::trace) fn is_same(&self, other: &Self) -> bool {
        /// `KCMP_FILE`, as `linux/kcmp.h` has it.
        const FILE: c_int = 0;
        let (this, one, two) = (Pid::this().as_raw(), &self.file, &other.file);
        let (one, two) = (one.as_raw_fd(), two.as_raw_fd());
        // SAFETY: the arguments are numbers.
        match unsafe { libc::syscall(libc::SYS_kcmp, this, this, FILE, one, two) } {
            0 => true,
            -1 => self.seen == other.seen,
            _ => false,
        }
    }

    /// Whether one of these processes still has it.
    pub(in crate::trace) fn is_held_by(&self, processes: &HashSet<Pid>) -> bool {
        let is_it = |process, descriptor| {
            is_timer(process, descriptor)
                && Self::of(process, descriptor).is_ok_and(|timer| self.is_same(&timer))
        };
        let (process, descriptor) = self.seen.get();
        if processes.contains(&process) && is_it(process, descriptor) {
            return true;
        }
        let descriptors = |process: &Pid| {
            let entries = fs::read_dir(format!("/proc/{process}/fd"));
            let names = entries.into_iter().flatten().flatten();
            let numbers = names.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
            numbers
                .map(|number| (*process, number))
                .collect::<Vec<(Pid, i32)>>()
        };
        let all = processes.iter().flat_map(descriptors);
        let found = { all }.find(|(process, descriptor)| is_it(*process, *descriptor));
        self.seen.set(found.unwrap_or((process, descriptor)));
        found.is_some()
    }

    /// Lets it go off as if so many of its times had come since it was read last.
    pub(in crate::trace) fn go_off(&self, expirations: u64) {
        /// The kernel needs microseconds; a program that reads it at once leaves nothing to see.
        const SOON: Timespec = Timespec {
            tv_sec: 0,
            tv_nsec: 10_000_000,
        };
        if !self.add_ticks(expirations) {
            let _ = self.arm(1);
            let _ = poll(&mut [PollFd::new(&self.file, PollFlags::IN)], Some(&SOON));
        }
    }

    /// Adds to what the next reading gives; a kernel that was built without that refuses.
    fn add_ticks(&self, expirations: u64) -> bool {
        /// `TFD_IOC_SET_TICKS`, as `linux/timerfd.h` has it.
        const SET_TICKS: libc::Ioctl = 0x4008_5400_u32 as libc::Ioctl;
        let about = proc_text::read(format!("/proc/self/fdinfo/{}", self.file.as_raw_fd()));
        let about = about.unwrap_or_default();
        let unread: Option<u64> =
            proc_text::entry(&about, "ticks:").and_then(|ticks| ticks.parse().ok());
        let ticks = unread.unwrap_or(0) + expirations;
        // SAFETY: the request reads a number of 64 bits from where the pointer leads.
        unsafe { libc::ioctl(self.file.as_raw_fd(), SET_TICKS, &raw const ticks) == 0 }
    }

    /// Sets the kernel's timer to go off after so many nanoseconds, or, for none, never.
    fn arm(&self, after: i64) -> io::Result<()> {
        let nanos = |tv_nsec| Timespec { tv_sec: 0, tv_nsec };
        let timer = Itimerspec {
            it_interval: nanos(0),
            it_value: nanos(after),
        };
        timerfd_settime(&self.file, TimerfdTimerFlags::empty(), &timer)?;
        Ok(())
    }
}

/// Whether a process still has a timer behind this descriptor.
fn is_timer(process: Pid, descriptor: i32) -> bool {
    let path = format!("/proc/{process}/fd/{descriptor}");
    fs::read_link(path).is_ok_and(|to| to.as_os_str() == "anon_inode:[timerfd]")
}

/// Sends a process the signal of its alarm.
pub(in crate::trace) fn send_alarm(process: Pid) {
    let _ = kill(process, Signal::SIGALRM);
}

/// Whether a process is there.
pub(in crate::trace) fn is_there(process: Pid) -> bool {
    kill(process, None).is_ok()
}

#[cfg(test)]
mod tests {
    use rustix::time::{TimerfdClockId, TimerfdFlags, timerfd_create};

    use super::*;

    #[test]
    fn a_timer_tells_how_often_its_time_has_come() {
        let flags = TimerfdFlags::NONBLOCK;
        let own = timerfd_create(TimerfdClockId::Monotonic, flags).unwrap();
        let timer = Timerfd::of(Pid::this(), own.as_raw_fd()).unwrap();
        assert!(is_timer(Pid::this(), own.as_raw_fd()));
        let mut ticks = [0; 8];
        assert!(timer.disarm());
        assert!(rustix::io::read(&own, &mut ticks).is_err(), "it is off");
        timer.go_off(2);
        timer.go_off(3);
        rustix::io::read(&own, &mut ticks).unwrap();
        assert_eq!(u64::from_ne_bytes(ticks), 5);
    }

    #[test]
    fn a_timer_is_the_same_by_another_descriptor_and_held_as_long_as_there_is_one() {
        let create = || timerfd_create(TimerfdClockId::Monotonic, TimerfdFlags::empty()).unwrap();
        let (own, other) = (create(), create());
        let this = HashSet::from([Pid::this()]);
        let of = |file: &OwnedFd| Timerfd::of(Pid::this(), file.as_raw_fd()).unwrap();
        let copy = rustix::io::dup(&own).unwrap();
        let timer = of(&own);
        assert!(timer.is_same(&of(&copy)) && !timer.is_same(&of(&other)));
        assert!(timer.is_held_by(&this));
        drop(own);
        assert!(timer.is_held_by(&this));
        assert!(!timer.is_held_by(&HashSet::new()));
    }
}
