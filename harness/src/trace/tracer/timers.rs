//! Timers that a program sets. Their time is kept here, by the virtual clock; when it has come,
//! the kernel lets them go off, so that all that waits for them wakes up by itself.

use std::fs;
use std::io;
use std::os::fd::OwnedFd;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{PidfdFlags, PidfdGetfdFlags, pidfd_getfd, pidfd_open};
use rustix::time::{Itimerspec, TimerfdTimerFlags, Timespec, timerfd_settime};

use super::call::{Nanos, Target};

/// All timers that are set.
#[derive(Debug, Default)]
pub(super) struct Timers(Vec<Timer>);

#[derive(Debug)]
struct Timer {
    process: Pid,
    target: Target,
    /// The program's own timer, where it has a file descriptor.
    file: Option<OwnedFd>,
    deadline: Nanos,
    /// After how long it goes off again; zero for never.
    interval: Nanos,
}

impl Timers {
    /// Sets a process's timer, or, without a deadline, switches it off.
    pub(super) fn set(
        &mut self,
        process: Pid,
        target: Target,
        deadline: Option<Nanos>,
        interval: Nanos,
    ) -> io::Result<()> {
        let file = match target {
            Target::Descriptor(number) => Some(copied(process, number)?),
            Target::Alarm => None,
        };
        if let Some(file) = &file {
            arm(file, None)?;
        }
        self.0
            .retain(|timer| (timer.process, timer.target) != (process, target));
        self.0.extend(deadline.map(|deadline| Timer {
            process,
            target,
            file,
            deadline,
            interval,
        }));
        Ok(())
    }

    /// How long a timer still has to go at `now`, and its interval; zero and zero if it is off.
    pub(super) fn rest(&self, process: Pid, target: Target, now: Nanos) -> (Nanos, Nanos) {
        let is_it = |timer: &&Timer| (timer.process, timer.target) == (process, target);
        self.0.iter().find(is_it).map_or((0, 0), |timer| {
            (timer.deadline.saturating_sub(now).max(1), timer.interval)
        })
    }

    /// When the next one goes off.
    pub(super) fn next(&mut self) -> Option<Nanos> {
        self.0.retain(Timer::is_there);
        self.0.iter().map(|timer| timer.deadline).min()
    }

    /// Lets all go off whose time has come, and says whether there were any.
    pub(super) fn go_off(&mut self, now: Nanos) -> bool {
        let is_due = |timer: &&mut Timer| timer.deadline <= now;
        let mut any = false;
        for timer in self.0.iter_mut().filter(is_due) {
            timer.go_off();
            if let Some(behind) = (now - timer.deadline).checked_rem(timer.interval) {
                timer.deadline = (now - behind).saturating_add(timer.interval);
            }
            any = true;
        }
        self.0.retain(|timer| timer.deadline > now);
        any
    }
}

impl Timer {
    /// Whether there is still somebody whom it concerns.
    fn is_there(&self) -> bool {
        match self.target {
            Target::Alarm => kill(self.process, None).is_ok(),
            Target::Descriptor(number) => {
                let path = format!("/proc/{}/fd/{number}", self.process);
                fs::read_link(path).is_ok_and(|to| to.as_os_str() == "anon_inode:[timerfd]")
            }
        }
    }

    fn go_off(&self) {
        /// The kernel needs microseconds; a program that reads it at once leaves nothing to see.
        const SOON: Timespec = Timespec {
            tv_sec: 0,
            tv_nsec: 10_000_000,
        };
        match &self.file {
            None => drop(kill(self.process, Signal::SIGALRM)),
            Some(file) => {
                let _ = arm(file, Some(1));
                let _ = poll(&mut [PollFd::new(file, PollFlags::IN)], Some(&SOON));
            }
        }
    }
}

/// A file descriptor of our own for the same timer.
fn copied(process: Pid, number: i32) -> io::Result<OwnedFd> {
    let pid = rustix::process::Pid::from_raw(process.as_raw()).ok_or(io::ErrorKind::NotFound)?;
    let process = pidfd_open(pid, PidfdFlags::empty())?;
    Ok(pidfd_getfd(process, number, PidfdGetfdFlags::empty())?)
}

/// Sets the kernel's timer to go off after so many nanoseconds, or never.
fn arm(file: &OwnedFd, after: Option<i64>) -> io::Result<()> {
    let nanos = |tv_nsec| Timespec { tv_sec: 0, tv_nsec };
    let timer = Itimerspec {
        it_interval: nanos(0),
        it_value: nanos(after.unwrap_or(0)),
    };
    timerfd_settime(file, TimerfdTimerFlags::empty(), &timer)?;
    Ok(())
}
