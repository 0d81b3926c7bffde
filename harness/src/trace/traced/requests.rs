//! What is done at a syscall that concerns time.

use std::fmt;

use nix::errno::Errno;
use nix::unistd::Pid;
use tracing::trace;

use super::tracee::State;
use super::{TimerKey, Tracer};
use crate::trace::engine::timers::{self as kernel_timers, Timerfd};
use crate::trace::engine::{Stopped, Thread, Until, memory, network};
use crate::trace::syscalls::{self, ALARM, CpuClock, Disagreement, Request};
use crate::trace::timekeeper::{ClockId, Due, Target, Timeout, Unskippable};
use crate::trace::{Line, Nanos};

impl<F: FnMut(&Line)> Tracer<'_, F> {
    /// A thread is about to make a syscall that concerns time.
    pub(super) fn called(&mut self, stopped: Stopped) -> Result<(), Errno> {
        let thread = stopped.thread();
        let mut registers = stopped.registers()?;
        let request = syscalls::decode(&thread.id(), &registers);
        trace!(thread = %thread.id(), now = self.clock.now(), ?request, "a syscall stops");
        if matches!(
            request,
            Request::Time { .. } | Request::Seconds { .. } | Request::Poll
        ) {
            self.look(thread, &registers);
        }
        match request {
            Request::Wait(wait) => return self.begin(stopped, wait, registers),
            Request::Told(told) if self.is_amended(told) => {
                self.turn_to(thread, State::Told(told));
                return self.go(stopped, Until::Return, 0);
            }
            _ => {}
        }
        let is_wall = self.is_wall();
        let answer = match request {
            Request::Cannot(why) => {
                self.has_socket_timeouts |= why == Unskippable::SocketTimeout;
                self.give_up(why);
                None
            }
            Request::InternetSocket => {
                self.has_internet = true;
                None
            }
            Request::OutsideDescriptor => {
                self.may_lead_out = true;
                None
            }
            Request::Signal => {
                self.is_signalled = true;
                None
            }
            _ if is_wall => None,
            Request::Time {
                clock,
                address,
                unit,
            } => {
                let time = self.clock.shown(clock);
                write_time(thread.id(), address, time, unit)
            }
            Request::Seconds { address } => {
                let seconds = self.clock.shown(ClockId::Realtime) / 1_000_000_000;
                let is_told = address == 0 || memory::write(thread.id(), address, &[seconds]);
                is_told.then_some(seconds)
            }
            Request::CpuTime { of, address } => {
                let time = self.cpu_time(thread, of);
                write_time(thread.id(), address, time, 1)
            }
            Request::SetTimer {
                target,
                timeout,
                interval,
                old,
                unit,
            } => {
                let before = self.timer(thread, target);
                match self.set_timer(thread, target, timeout, interval) {
                    true => tell_timer(thread.id(), before, old, unit),
                    false => {
                        self.give_up(Unskippable::Timer);
                        None
                    }
                }
            }
            Request::GetTimer {
                target,
                address,
                unit,
            } => tell_timer(thread.id(), self.timer(thread, target), address, unit),
            Request::Connect { address, length } => {
                if network::leads_out(thread.id(), address, length, &self.processes()) {
                    self.give_up(Unskippable::Connection);
                }
                None
            }
            Request::Open {
                directory,
                path,
                writes,
            } => {
                self.writes_files |= writes;
                return self.open(stopped, registers, directory, path);
            }
            Request::SetStamps { address, unit } => {
                self.note_own_stamps(thread.id(), address, unit);
                None
            }
            Request::Disagrees(what) => {
                self.disagreements.insert(what);
                None
            }
            Request::Wait(_) | Request::Told(_) | Request::Poll | Request::Other => None,
        };
        if let Some(value) = answer {
            registers.answer(value as i64);
            stopped.set_registers(registers)?;
        }
        self.go(stopped, Until::Event, 0)
    }

    /// Whether all syscalls are left as they are.
    pub(super) fn is_wall(&self) -> bool {
        self.clock.mode() == crate::trace::timekeeper::Mode::Wall
    }

    /// CPU time of a thread, or of its process, without what was the tracer's doing.
    pub(super) fn cpu_time(&mut self, thread: Thread, of: CpuClock) -> Nanos {
        match of {
            CpuClock::Thread => self.tracees.get(&thread).map_or(0, |tracee| tracee.cpu()),
            CpuClock::Process => {
                let process = self.process(thread);
                self.cpu.watch(process);
                self.cpu
                    .of(process)
                    .saturating_sub(self.refunded_to(process))
            }
        }
    }

    /// What a timer of a thread's process is known by.
    fn timer_key(&mut self, thread: Thread, target: Target) -> Option<TimerKey> {
        let process = self.process(thread);
        match target {
            Target::Descriptor(number) => {
                let timer = Timerfd::of(process, number).ok()?;
                let known = self
                    .timerfds
                    .iter()
                    .find(|(_, known)| known.is_same(&timer));
                let file = known.map_or(self.timerfds.len(), |(file, _)| *file);
                self.timerfds.entry(file).or_insert(timer);
                Some((self.leader.id(), Target::File(file)))
            }
            target => Some((process, target)),
        }
    }

    fn timer(&mut self, thread: Thread, target: Target) -> (Nanos, Nanos) {
        let now = self.clock.now();
        self.timer_key(thread, target)
            .map_or((0, 0), |key| self.timers.rest(key, now))
    }

    /// Sets a timer, and says whether that could be done.
    fn set_timer(
        &mut self,
        thread: Thread,
        target: Target,
        timeout: Timeout,
        interval: Nanos,
    ) -> bool {
        let Some(key) = self.timer_key(thread, target) else {
            return false;
        };
        if let (_, Target::File(file)) = key
            && !self.timerfds.get(&file).is_some_and(Timerfd::disarm)
        {
            return false;
        }
        match self.clock.late(timeout) {
            0 => self.timers.set(key, self.clock.deadline(timeout), interval),
            late => self.timers.set_late(key, late, interval, self.clock.now()),
        }
        true
    }

    /// Lets all timers go off whose time has come, and says whether there were any.
    pub(super) fn let_timers_go_off(&mut self) -> bool {
        let due = self.timers.pop_due(self.clock.now());
        for Due { key, expirations } in &due {
            match key {
                (_, Target::File(file)) => {
                    if let Some(timer) = self.timerfds.get(file) {
                        timer.go_off(*expirations);
                    }
                }
                (process, _) => {
                    self.is_signalled = true;
                    kernel_timers::send_alarm(*process);
                }
            }
        }
        !due.is_empty()
    }
}

/// Writes a time where the program wants it, and gives what the syscall returns.
fn write_time(process: Pid, address: u64, time: Nanos, unit: u64) -> Option<u64> {
    let words = [time / 1_000_000_000, time % 1_000_000_000 / unit];
    memory::write(process, address, &words).then_some(0)
}

/// Tells the program what a timer said: its interval, and how long it still had to go. Gives what
/// the syscall returns.
fn tell_timer(
    process: Pid,
    (rest, interval): (Nanos, Nanos),
    address: u64,
    unit: u64,
) -> Option<u64> {
    if unit == ALARM {
        return Some(whole_seconds(rest));
    }
    let parts = |time: Nanos| [time / 1_000_000_000, time % 1_000_000_000 / unit];
    let words = [parts(interval), parts(rest)].concat();
    (address == 0 || memory::write(process, address, &words)).then_some(0)
}

/// What `alarm` says of a timer that still has so long to go: the nearest number of seconds, but not
/// zero unless it is off, as Linux has it.
fn whole_seconds(rest: Nanos) -> u64 {
    const SECOND: Nanos = 1_000_000_000;
    match rest {
        0 => 0,
        _ => (rest / SECOND + u64::from(rest % SECOND >= SECOND / 2)).max(1),
    }
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Disagreement::PacketStamps => {
                "packets are stamped by the machine's clock, not by the virtual one"
            }
            Disagreement::Tsc => {
                "the program may read the machine's time-stamp counter, not one of the virtual clock"
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_says_the_nearest_second_but_not_zero() {
        const MILLISECOND: Nanos = 1_000_000;
        assert_eq!(whole_seconds(4300 * MILLISECOND), 4);
        assert_eq!(whole_seconds(4500 * MILLISECOND), 5);
        assert_eq!((whole_seconds(1), whole_seconds(0)), (1, 0));
        assert_eq!(whole_seconds(Nanos::MAX), 18_446_744_074);
    }
}
