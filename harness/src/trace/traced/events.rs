//! What is done when a thread begins, stops for another reason than a syscall, or ends.

use libc::c_int;
use nix::errno::Errno;
use nix::unistd::Pid;
use tracing::debug;

use super::Tracer;
use super::tracee::{State, Tracee};
use crate::trace::engine::{Event, Stop, Stopped, Thread, Until, timers};
use crate::trace::timekeeper::Target;
use crate::trace::{End, Line, proc_text};

impl<F: FnMut(&Line)> Tracer<'_, F> {
    /// Takes in what has happened to a thread, and lets it go on.
    pub(super) fn handle(&mut self, event: Event) -> Result<(), Errno> {
        let (stopped, stop) = match event {
            Event::Stopped(stopped, stop) => (stopped, stop),
            Event::Exited(thread, code) => {
                self.gone(thread, End::Exited(code));
                return Ok(());
            }
            Event::Killed(thread, signal) => {
                self.gone(thread, End::Signalled(signal));
                return Ok(());
            }
        };
        self.refund(stopped.thread(), stop);
        // To ask for the time of many threads takes time, and nothing of what follows wants to know.
        if stop != Stop::Start {
            let reading = self.reading();
            self.stopped = (reading.real, self.clock.observe(reading));
        }
        match stop {
            Stop::Signal(signal) if self.counted(&stopped, signal)? => {
                self.go(stopped, Until::Event, 0)
            }
            Stop::Syscall => self.called(stopped),
            Stop::Return => self.returned(stopped),
            Stop::Exec => self.executed(stopped),
            Stop::Start => {
                let child = stopped.started()?;
                if !self.early.remove(&child) {
                    self.take_in(child);
                }
                self.inherit(self.process(stopped.thread()), self.process(child));
                self.go(stopped, Until::Event, 0)
            }
            Stop::Exit => self.exits(stopped),
            Stop::Halt(signal) => self.halted(stopped, signal),
            Stop::Signal(signal) => {
                // A handler makes the syscall fail. Without one, the kernel makes it again.
                if is_caught(stopped.thread().id(), signal) {
                    self.cut_short(&stopped)?;
                }
                self.resume(stopped, signal)
            }
        }
    }

    /// Takes a thread in that has begun.
    pub(super) fn take_in(&mut self, thread: Thread) {
        let now = self.clock.now();
        let (tracee, name) = Tracee::new(thread, self.tracees.len(), now);
        let is_own = tracee.process == self.leader.id();
        debug!(thread = %thread.id(), process = %tracee.process, now, name, "a thread begins");
        self.cpu.watch(tracee.process);
        for other in self.tracees.values_mut() {
            other.is_only &= other.process != tracee.process;
        }
        self.recorder.begin(thread, is_own, name, now);
        self.tracees.insert(thread, tracee);
        self.running.insert(thread);
        // It was started while the others were being killed.
        if self.ended.is_some() {
            thread.kill();
        }
    }

    /// A thread begins another program: it has computed before.
    fn has_executed(&mut self, thread: Thread) {
        if let Some(tracee) = self.tracees.get_mut(&thread) {
            tracee.since.1 = tracee.cpu();
            tracee.is_only = true;
        }
    }

    /// Changes what a thread is doing, and gives what it did until now.
    pub(super) fn turn_to(&mut self, thread: Thread, state: State) -> Option<State> {
        let tracee = self.tracees.get_mut(&thread)?;
        self.running.remove(&thread);
        self.wakeable.remove(&thread);
        self.deadlines.remove(thread);
        match &state {
            State::Running | State::Told(_) => drop(self.running.insert(thread)),
            State::Waiting(waiting) => {
                self.deadlines.set(thread, waiting.deadline);
                if !waiting.is_sleep() {
                    self.wakeable.insert(thread);
                }
            }
            State::Stopped => drop(self.wakeable.insert(thread)),
        }
        Some(std::mem::replace(&mut tracee.state, state))
    }

    /// A stop that no syscall asked for: a new thread's first, a signal's, or one of ours.
    fn halted(&mut self, stopped: Stopped, signal: c_int) -> Result<(), Errno> {
        let thread = stopped.thread();
        if !self.tracees.contains_key(&thread) {
            self.early.insert(thread);
            self.take_in(thread);
            self.inherit(self.parent(thread), self.process(thread));
        }
        match self.tracees.get(&thread).map(|tracee| &tracee.state) {
            Some(State::Stopped) if signal == libc::SIGTRAP => {
                self.turn_to(thread, State::Running);
                self.go(stopped, Until::Event, 0)
            }
            Some(State::Running) if signal == libc::SIGTRAP => {
                self.sample(&stopped)?;
                self.notice_sleeper(&stopped)?;
                self.resume(stopped, 0)
            }
            Some(_) if signal == libc::SIGTRAP => self.resume(stopped, 0),
            // What it was waiting for is over, one way or the other: it will call again.
            Some(_) => {
                self.turn_to(thread, State::Stopped);
                self.go(stopped, Until::Continued, 0)
            }
            None => Ok(()),
        }
    }

    /// Lets a thread go on; if it is in a wait, its return from there is reported.
    fn resume(&mut self, stopped: Stopped, signal: c_int) -> Result<(), Errno> {
        let state = self.tracees.get(&stopped.thread()).map(|one| &one.state);
        let until = match state {
            Some(State::Waiting(_) | State::Told(_)) => Until::Return,
            _ => Until::Event,
        };
        self.go(stopped, until, signal)
    }

    /// A process has become another program: what was known of its memory holds no more.
    fn executed(&mut self, stopped: Stopped) -> Result<(), Errno> {
        stopped.report_all()?;
        let thread = stopped.thread();
        self.stacks.forget(thread.id());
        for thread in self.threads_of(thread.id()) {
            // What a process does between its start and its program is no thread's life.
            match self.recorder.has_waited(thread) {
                true => self.recorder.gone(thread),
                false => self.recorder.forget(thread),
            }
            self.remove(thread);
        }
        self.take_in(thread);
        self.has_executed(thread);
        self.equip(&stopped)?;
        self.go(stopped, Until::Event, 0)
    }

    /// A thread is about to end, and maybe its whole process with all other threads.
    fn exits(&mut self, stopped: Stopped) -> Result<(), Errno> {
        let thread = stopped.thread();
        let registers = stopped.registers()?;
        let now = self.clock.now();
        self.pause(thread, now, &registers);
        let process = self.process(thread);
        self.cpu.watch(process);
        if thread == self.leader {
            let leader = self.tracees.get(&thread);
            self.starved = leader.and_then(|leader| leader.stat.starved());
        }
        if self.ended.is_none() {
            let ends_all = registers.syscall_number() == libc::SYS_exit_group as u64;
            match ends_all {
                true => self.break_off(self.threads_of(process)),
                false => self.break_off([thread]),
            }
        }
        self.go(stopped, Until::Event, 0)
    }

    /// The process that a thread belongs to.
    pub(super) fn process(&self, thread: Thread) -> Pid {
        let tracee = self.tracees.get(&thread);
        tracee.map_or(thread.id(), |tracee| tracee.process)
    }

    /// All threads of a process.
    fn threads_of(&self, process: Pid) -> Vec<Thread> {
        let tracees = self.tracees.iter();
        let of_it = tracees.filter(|(_, tracee)| tracee.process == process);
        of_it.map(|(thread, _)| *thread).collect()
    }

    /// The process that has started the one of this thread.
    fn parent(&self, thread: Thread) -> Pid {
        let process = self.process(thread);
        let status = proc_text::read(format!("/proc/{process}/status")).unwrap_or_default();
        let parent = proc_text::entry(&status, "PPid:").and_then(|parent| parent.parse().ok());
        parent.map_or(process, Pid::from_raw)
    }

    /// Takes in that a thread is there no more.
    fn remove(&mut self, thread: Thread) {
        self.tracees.remove(&thread);
        self.running.remove(&thread);
        self.wakeable.remove(&thread);
        self.deadlines.remove(thread);
    }

    fn gone(&mut self, thread: Thread, end: End) {
        let process = self.process(thread);
        self.recorder.gone(thread);
        self.remove(thread);
        let mut others = self.tracees.values();
        if !others.any(|tracee| tracee.process == process) {
            // Its parent is told by a signal.
            self.is_signalled = true;
            self.cpu.forget(process);
            self.vdsos.remove(&process);
            self.published.remove(&process);
            self.places.remove(&process);
            self.looks.remove(&process);
            self.forget_timers();
        }
        if thread == self.leader {
            let now = self.now();
            if self.ended.is_none() {
                let end = self.guard.meaning(end);
                self.ended = Some((now, end));
                self.break_off(self.tracees.keys().copied().collect::<Vec<_>>());
            }
            self.kill_all();
        }
    }

    /// Forgets timers that concern nobody any more.
    pub(super) fn forget_timers(&mut self) {
        let processes = self.processes();
        let timerfds = &self.timerfds;
        self.timers.retain(|(process, target)| match target {
            Target::File(file) => {
                { timerfds.get(&file) }.is_some_and(|timer| timer.is_held_by(&processes))
            }
            _ => timers::is_there(process),
        });
    }
}

/// Whether the program has a handler for this signal.
fn is_caught(process: Pid, signal: c_int) -> bool {
    let status = proc_text::read(format!("/proc/{process}/status")).unwrap_or_default();
    proc_text::catches(&status, signal)
}
