//! What is done at a syscall that concerns time.

use std::fmt;
use std::fs;
use std::io::Write;
use std::os::fd::AsRawFd;
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};

use nix::errno::Errno;
use nix::unistd::Pid;
use tracing::trace;

use super::tracee::State;
use super::{TimerKey, Tracer};
use crate::trace::engine::timers::{self as kernel_timers, Timerfd};
use crate::trace::engine::{Registers, Stopped, Thread, Until, memory, network};
use crate::trace::syscalls::{self, ALARM, CpuClock, Disagreement, Request};
use crate::trace::timekeeper::{ClockId, Due, Target, Timeout, Unskippable};
use crate::trace::{Line, Nanos};

/// The file that tells how long the machine has been up.
const UPTIME: &[u8] = b"/proc/uptime\0";

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

    /// A thread opens a file. The one that tells how long the machine has been up, it gets from the
    /// program's own clock; whether a file leads outside, its kind tells.
    fn open(
        &mut self,
        stopped: Stopped,
        mut registers: Registers,
        directory: i32,
        path: u64,
    ) -> Result<(), Errno> {
        /// Longer than the paths of devices, and of most of what programs open.
        const LONGEST: usize = 256;
        let thread = stopped.thread().id();
        let mut bytes = [0; LONGEST];
        let length = memory::read_text(thread, path, &mut bytes);
        let text = &bytes[..length];
        if text.starts_with(UPTIME) {
            return self.open_uptime(stopped, &mut registers, path);
        }
        let end = text.iter().position(|byte| *byte == 0);
        let leads_out = end.is_none_or(|end| may_lead_out(thread, directory, &text[..end]));
        self.may_lead_out |= leads_out;
        self.go(stopped, Until::Event, 0)
    }

    /// Opens in place of the machine's own file one with the same text, by the program's clock.
    fn open_uptime(
        &mut self,
        stopped: Stopped,
        registers: &mut Registers,
        path: u64,
    ) -> Result<(), Errno> {
        /// Below the stack pointer a function may keep so many bytes, and nobody else any.
        const RED_ZONE: u64 = 128;
        let up = self.clock.shown(ClockId::Boottime);
        if let Some(file) = uptime(up) {
            let place = format!("/proc/{}/fd/{}\0", Pid::this(), file.as_raw_fd());
            let below = registers.stack_pointer() - RED_ZONE;
            let address = below.saturating_sub(place.len() as u64) & !7;
            let arguments = registers.arguments();
            if memory::write_bytes(stopped.thread().id(), address, place.as_bytes())
                && let Some(argument) = arguments.iter().position(|one| *one == path)
            {
                self.uptimes.push(file);
                registers.set_argument(argument, address);
                stopped.set_registers(*registers)?;
            }
        }
        self.go(stopped, Until::Event, 0)
    }

    /// Stamps that a program gives a file stay what they are.
    fn note_own_stamps(&mut self, process: Pid, address: u64, unit: u64) {
        let stamps = syscalls::own_stamps(&process, address, unit);
        self.own_stamps.extend(stamps.into_iter().flatten());
    }
}

/// The text of the file that tells how long the machine has been up, as it is after so many nanoseconds.
fn uptime(up: Nanos) -> Option<fs::File> {
    let real = fs::read_to_string("/proc/uptime").ok()?;
    let (_, idle) = real.split_once(' ')?;
    let hundredths = up / 10_000_000;
    let mut file = tempfile::tempfile().ok()?;
    write!(file, "{}.{:02} {idle}", hundredths / 100, hundredths % 100).ok()?;
    Some(file)
}

/// Whether others may have something to say in a file, as far as its kind tells.
fn may_lead_out(process: Pid, directory: i32, path: &[u8]) -> bool {
    use std::os::unix::ffi::OsStrExt;
    let path = Path::new(std::ffi::OsStr::from_bytes(path));
    let base = match directory {
        libc::AT_FDCWD => PathBuf::from(format!("/proc/{process}/cwd")),
        directory => PathBuf::from(format!("/proc/{process}/fd/{directory}")),
    };
    let kind = fs::metadata(base.join(path)).map(|about| about.file_type());
    kind.is_ok_and(|kind| kind.is_fifo() || kind.is_socket())
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

    #[test]
    fn the_time_that_the_machine_has_been_up_is_told_as_the_kernel_tells_it() {
        use std::io::{Read, Seek};
        let mut file = uptime(1_234_567_890_123).unwrap();
        let mut text = String::new();
        file.rewind().unwrap();
        file.read_to_string(&mut text).unwrap();
        let (up, idle) = text.trim_end().split_once(' ').unwrap();
        assert_eq!(up, "1234.56");
        assert!(idle.parse::<f64>().is_ok(), "{idle}");
    }
}
