//! What is done when a thread stops: at a call that concerns time, or for another reason.

use std::collections::HashSet;

use libc::c_int;
use nix::errno::Errno;
use nix::sys::ptrace;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::call::{ALARM, Call, Nanos, Reference, Target, Timeout};
use super::decode::decode;
use super::stop::{Stop, Until, go_on};
use super::tracee::{Record, State, Tracee};
use super::vitals::Vitals;
use super::{OPTIONS, Tracer, memory, outside, timers};
use crate::trace::{End, Line, proc_text};

impl<F: FnMut(&Line)> Tracer<F> {
    /// Takes in what has happened to a thread, and lets it go on.
    pub(super) fn handle(&mut self, pid: Pid, stop: Stop) -> Result<(), Errno> {
        match stop {
            Stop::Call => self.called(pid),
            Stop::Return => self.returned(pid),
            Stop::Exec => self.executed(pid),
            Stop::Start => {
                let child = Pid::from_raw(ptrace::getevent(pid)? as i32);
                if !self.early.remove(&child) {
                    self.take_in(child);
                }
                go_on(pid, Until::Event, 0)
            }
            Stop::Exit => self.exits(pid),
            Stop::Halt(signal) => self.halted(pid, signal),
            Stop::Signal(signal) => {
                // A handler makes the call fail. Without one, the kernel makes the call again.
                if let Some(tracee) = self.tracees.get_mut(&pid)
                    && is_caught(pid, signal)
                {
                    tracee.interrupted = None;
                }
                self.resume(pid, signal)
            }
            Stop::Exited(code) => {
                self.gone(pid, End::Exited(code));
                Ok(())
            }
            Stop::Killed(signal) => {
                self.gone(pid, End::Signalled(signal));
                Ok(())
            }
        }
    }

    fn take_in(&mut self, thread: Pid) {
        let vitals = Vitals::new(thread, self.tracees.len());
        let tracee = Tracee::new(thread, vitals, self.clock.now());
        self.clock.watch(tracee.process);
        self.tracees.insert(thread, tracee);
        // It was started while the others were being killed.
        if self.ended.is_some() {
            let _ = kill(thread, Signal::SIGKILL);
        }
    }

    /// A stop that no call asked for: a new thread's first, a signal's, or one of ours.
    fn halted(&mut self, pid: Pid, signal: c_int) -> Result<(), Errno> {
        if !self.tracees.contains_key(&pid) {
            self.early.insert(pid);
            self.take_in(pid);
        }
        match self.tracees.get_mut(&pid).map(|tracee| &mut tracee.state) {
            Some(state @ State::Stopped) if signal == libc::SIGTRAP => {
                *state = State::Running;
                go_on(pid, Until::Event, 0)
            }
            Some(State::Running) if signal == libc::SIGTRAP => {
                self.sample(pid)?;
                self.notice_sleeper(pid)?;
                self.resume(pid, 0)
            }
            Some(_) if signal == libc::SIGTRAP => self.resume(pid, 0),
            // What it was waiting for is over, one way or the other: it will call again.
            Some(state) => {
                *state = State::Stopped;
                go_on(pid, Until::Continued, 0)
            }
            None => Ok(()),
        }
    }

    /// Lets a thread go on; if it is in a wait, its return from there is reported.
    fn resume(&self, pid: Pid, signal: c_int) -> Result<(), Errno> {
        match self.tracees.get(&pid).map(|tracee| &tracee.state) {
            Some(State::Waiting(_)) => go_on(pid, Until::Return, signal),
            _ => go_on(pid, Until::Event, signal),
        }
    }

    /// A process has become another program: what was known of its memory holds no more.
    fn executed(&mut self, pid: Pid) -> Result<(), Errno> {
        ptrace::setoptions(pid, OPTIONS)?;
        self.stacks.forget(pid);
        let before: Vec<Pid> = self
            .tracees
            .iter()
            .filter(|(_, tracee)| tracee.process == pid)
            .map(|(thread, _)| *thread)
            .collect();
        for thread in before {
            // What a process does between its start and its program is no thread's life.
            match self.tracees.get(&thread).map(|tracee| &tracee.record) {
                Some(record) if record.waits.is_empty() => drop(self.tracees.remove(&thread)),
                _ => self.keep_record(thread),
            }
        }
        self.take_in(pid);
        memory::hide_vdso(pid, ptrace::getregs(pid)?.rsp);
        go_on(pid, Until::Event, 0)
    }

    /// A thread is about to make a call that concerns time.
    fn called(&mut self, pid: Pid) -> Result<(), Errno> {
        let mut registers = ptrace::getregs(pid)?;
        let call = decode(&pid, &registers);
        if matches!(call, Call::Time { .. } | Call::Look) {
            self.look(pid, &registers);
        }
        let answer = match call {
            Call::Wait(wait) => return self.begin(pid, wait, registers),
            Call::SocketTimeout => {
                self.has_socket_timeouts = true;
                self.cannot_skip("a socket has a timeout of its own")
            }
            Call::InternetSocket => {
                self.has_internet = true;
                None
            }
            _ if self.is_wall => None,
            Call::Time {
                reference,
                address,
                unit,
            } => {
                let now = self.clock.reading(reference);
                let words = [now / 1_000_000_000, now % 1_000_000_000 / unit];
                memory::write(pid, address, &words).then_some(0)
            }
            Call::Seconds { address } => {
                let now = self.clock.reading(Reference::Realtime) / 1_000_000_000;
                (address == 0 || memory::write(pid, address, &[now])).then_some(now)
            }
            Call::SetTimer {
                target,
                timeout,
                interval,
                old,
                unit,
            } => {
                let before = self.timer(pid, target);
                match self.set_timer(pid, target, timeout, interval) {
                    true => tell_timer(pid, before, old, unit),
                    false => self.cannot_skip("a timer that cannot be reached"),
                }
            }
            Call::GetTimer {
                target,
                address,
                unit,
            } => tell_timer(pid, self.timer(pid, target), address, unit),
            Call::Unkept(what) => self.cannot_skip(what),
            Call::Connect { address, length } => {
                match outside::leads_out(pid, address, length, &self.processes()) {
                    true => self.cannot_skip("a connection leads out of the program"),
                    false => None,
                }
            }
            Call::Look | Call::Other => None,
        };
        if let Some(value) = answer {
            registers.orig_rax = u64::MAX;
            registers.rax = value;
            ptrace::setregs(pid, registers)?;
        }
        go_on(pid, Until::Event, 0)
    }

    /// From now on time has to pass; the call itself is left to the kernel.
    pub(super) fn cannot_skip(&mut self, what: &'static str) -> Option<u64> {
        if !self.is_wall {
            self.unskipped.get_or_insert(what);
            self.let_pass();
        }
        None
    }

    fn timer(&mut self, pid: Pid, target: Target) -> (Nanos, Nanos) {
        let now = self.clock.now();
        self.timers.rest(self.process(pid), target, now)
    }

    /// Sets a timer, and says whether that could be done.
    fn set_timer(&mut self, pid: Pid, target: Target, timeout: Timeout, interval: Nanos) -> bool {
        let now = self.clock.now();
        let deadline = self.clock.deadline(timeout, now);
        let process = self.process(pid);
        self.timers.set(process, target, deadline, interval).is_ok()
    }

    fn process(&self, pid: Pid) -> Pid {
        self.tracees.get(&pid).map_or(pid, |tracee| tracee.process)
    }

    pub(super) fn processes(&self) -> HashSet<Pid> {
        self.tracees.values().map(|tracee| tracee.process).collect()
    }

    /// A thread is about to end, and maybe its whole process with all other threads.
    fn exits(&mut self, pid: Pid) -> Result<(), Errno> {
        let registers = ptrace::getregs(pid)?;
        let now = self.clock.now();
        self.pause(pid, now, &registers);
        let process = self.process(pid);
        self.clock.watch(process);
        if pid == self.leader {
            let leader = self.tracees.get(&pid);
            self.starved = leader.and_then(|leader| leader.vitals.starved());
        }
        if self.ended.is_some() {
            return go_on(pid, Until::Event, 0);
        }
        let ends_all = registers.orig_rax == libc::SYS_exit_group as u64;
        self.break_off(|thread, tracee| thread == pid || (ends_all && tracee.process == process));
        go_on(pid, Until::Event, 0)
    }

    /// Keeps what is recorded of a thread that is there no more.
    fn keep_record(&mut self, thread: Pid) {
        if let Some(tracee) = self.tracees.remove(&thread) {
            let is_own = tracee.process == self.leader;
            let record = tracee.record;
            self.records.push((thread, Record { is_own, ..record }));
        }
    }

    fn gone(&mut self, pid: Pid, end: End) {
        let process = self.process(pid);
        self.keep_record(pid);
        if !self
            .tracees
            .values()
            .any(|tracee| tracee.process == process)
        {
            self.clock.forget(process);
        }
        if pid == self.leader {
            let now = self.clock.now();
            if self.ended.is_none() {
                let end = self.guard.meaning(end);
                self.ended = Some((now, end));
                self.break_off(|_, _| true);
            }
            self.kill_all();
        }
    }
}

/// Tells the program what a timer said: its interval, and how long it still had to go. Gives what
/// the call returns.
fn tell_timer(pid: Pid, (rest, interval): (Nanos, Nanos), address: u64, unit: u64) -> Option<u64> {
    if unit == ALARM {
        return Some(timers::whole_seconds(rest));
    }
    let parts = |time: Nanos| [time / 1_000_000_000, time % 1_000_000_000 / unit];
    let words = [parts(interval), parts(rest)].concat();
    (address == 0 || memory::write(pid, address, &words)).then_some(0)
}

/// Whether the program has a handler for this signal.
fn is_caught(pid: Pid, signal: c_int) -> bool {
    let status = proc_text::read(format!("/proc/{pid}/status")).unwrap_or_default();
    proc_text::catches(&status, signal)
}
