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
            if let Some(next) = following(timer.deadline, timer.interval, now) {
                timer.deadline = next;
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

/// What `alarm` says of a timer that still has so long to go: the nearest number of seconds, but not
/// zero unless it is off, as Linux has it.
pub(super) fn whole_seconds(rest: Nanos) -> u64 {
    const SECOND: Nanos = 1_000_000_000;
    match rest {
        0 => 0,
        _ => (rest / SECOND + u64::from(rest % SECOND >= SECOND / 2)).max(1),
    }
}

/// When a timer goes off again that was due at `deadline`: the first time after `now`. What it has
/// missed is lost. `None` for one without an interval.
fn following(deadline: Nanos, interval: Nanos, now: Nanos) -> Option<Nanos> {
    let behind = now.saturating_sub(deadline).checked_rem(interval)?;
    Some((now - behind).saturating_add(interval))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Processes that are not there, so that no signal of theirs reaches anybody.
    const ONE: Pid = Pid::from_raw(i32::MAX);
    const OTHER: Pid = Pid::from_raw(i32::MAX - 1);

    /// The alarms of some processes, each with its deadline and its interval.
    fn alarms(alarms: &[(Pid, Option<Nanos>, Nanos)]) -> Timers {
        let mut timers = Timers::default();
        for (process, deadline, interval) in alarms {
            timers
                .set(*process, Target::Alarm, *deadline, *interval)
                .unwrap();
        }
        timers
    }

    fn rest(timers: &Timers, process: Pid, now: Nanos) -> (Nanos, Nanos) {
        timers.rest(process, Target::Alarm, now)
    }

    #[test]
    fn a_timer_says_how_long_it_has_to_go_and_its_interval() {
        let timers = alarms(&[(ONE, Some(10), 3), (OTHER, Some(20), 0)]);
        assert_eq!(rest(&timers, ONE, 4), (6, 3));
        assert_eq!(rest(&timers, OTHER, 4), (16, 0));
    }

    #[test]
    fn a_timer_that_is_due_is_not_yet_off() {
        let timers = alarms(&[(ONE, Some(10), 0)]);
        assert_eq!(rest(&timers, ONE, 10), (1, 0));
        assert_eq!(rest(&timers, ONE, 99), (1, 0));
    }

    #[test]
    fn to_set_a_timer_again_replaces_it_and_to_set_it_to_nothing_switches_it_off() {
        let twice = alarms(&[(ONE, Some(10), 3), (ONE, Some(50), 0)]);
        assert_eq!(rest(&twice, ONE, 0), (50, 0));
        let off = alarms(&[(ONE, Some(10), 3), (OTHER, Some(5), 0), (ONE, None, 3)]);
        assert_eq!(rest(&off, ONE, 0), (0, 0));
        assert_eq!(rest(&off, OTHER, 0), (5, 0));
        let by_descriptor = Target::Descriptor(3);
        assert_eq!(
            off.rest(OTHER, by_descriptor, 0),
            (0, 0),
            "that is another timer"
        );
    }

    #[test]
    fn an_alarm_says_the_nearest_second_but_not_zero() {
        const MILLISECOND: Nanos = 1_000_000;
        assert_eq!(whole_seconds(4300 * MILLISECOND), 4);
        assert_eq!(whole_seconds(4500 * MILLISECOND), 5);
        assert_eq!((whole_seconds(1), whole_seconds(0)), (1, 0));
        assert_eq!(whole_seconds(Nanos::MAX), 18_446_744_074);
    }

    #[test]
    fn only_what_is_due_goes_off_and_what_has_an_interval_stays() {
        let mut timers = alarms(&[(ONE, Some(10), 0), (OTHER, Some(10), 4)]);
        assert!(!timers.go_off(9));
        assert!(timers.go_off(10));
        assert_eq!(rest(&timers, ONE, 10), (0, 0));
        assert_eq!(rest(&timers, OTHER, 10), (4, 4));
        assert!(!timers.go_off(13) && timers.go_off(14));
    }

    #[test]
    fn an_interval_counts_from_the_deadline_and_what_was_missed_is_lost() {
        assert_eq!(following(10, 4, 10), Some(14));
        assert_eq!(following(10, 4, 13), Some(14));
        assert_eq!(following(10, 4, 14), Some(18));
        assert_eq!(following(10, 4, 1_000_001), Some(1_000_002));
        assert_eq!(following(10, 0, 10), None);
        assert_eq!(following(10, Nanos::MAX, 12), Some(Nanos::MAX));
    }

    #[test]
    fn a_timer_of_a_process_that_has_gone_goes_off_for_nobody() {
        let own = Pid::this();
        let mut timers = alarms(&[(ONE, Some(10), 0), (own, Some(20), 0)]);
        assert_eq!(timers.next(), Some(20));
        assert_eq!(alarms(&[(ONE, Some(10), 0)]).next(), None);
    }
}
