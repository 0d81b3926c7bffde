//! What is done when a thread stops: at a call that concerns time, or for another reason.

use std::collections::HashSet;
use std::fs;

use libc::user_regs_struct as Registers;
use nix::errno::Errno;
use nix::sys::ptrace;
use nix::sys::signal::Signal;
use nix::sys::wait::WaitStatus;
use nix::unistd::Pid;

use super::call::{self, Call, Disarm, Reference, Wait};
use super::tracee::{State, Tracee, Waited, Waiting};
use super::{OPTIONS, Tracer, memory, outside};
use crate::trace::stack::{Address, Role, Unwinder, classify};
use crate::trace::{End, Line};

impl<F: FnMut(&Line)> Tracer<F> {
    /// Takes in one stop, or one end, and lets the thread go on.
    pub(super) fn handle(&mut self, status: WaitStatus) -> Result<(), Errno> {
        match status {
            WaitStatus::PtraceEvent(pid, _, libc::PTRACE_EVENT_SECCOMP) => self.called(pid),
            WaitStatus::PtraceSyscall(pid) => self.returned(pid),
            WaitStatus::PtraceEvent(pid, _, libc::PTRACE_EVENT_EXEC) => self.executed(pid),
            WaitStatus::PtraceEvent(
                pid,
                _,
                libc::PTRACE_EVENT_CLONE | libc::PTRACE_EVENT_FORK | libc::PTRACE_EVENT_VFORK,
            ) => {
                let child = Pid::from_raw(ptrace::getevent(pid)? as i32);
                if !self.early.remove(&child) {
                    self.take_in(child);
                }
                ptrace::cont(pid, None)
            }
            WaitStatus::PtraceEvent(pid, _, libc::PTRACE_EVENT_EXIT) => {
                let now = self.clock.now();
                if let Some(tracee) = self.tracees.get_mut(&pid) {
                    tracee.note_name(pid);
                    tracee.pause(pid, now, &[]);
                }
                ptrace::cont(pid, None)
            }
            WaitStatus::PtraceEvent(pid, signal, libc::PTRACE_EVENT_STOP) => {
                self.stopped(pid, signal)
            }
            WaitStatus::PtraceEvent(pid, ..) => ptrace::cont(pid, None),
            WaitStatus::Stopped(pid, signal) => {
                // A handler makes the call fail. Without one, the kernel makes the call again.
                if let Some(tracee) = self.tracees.get_mut(&pid)
                    && is_caught(pid, signal)
                {
                    tracee.interrupted = None;
                }
                self.go_on(pid, Some(signal))
            }
            WaitStatus::Exited(pid, code) => {
                self.gone(pid, End::Exited(code));
                Ok(())
            }
            WaitStatus::Signaled(pid, signal, _) => {
                self.gone(pid, End::Signalled(signal as i32));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn take_in(&mut self, thread: Pid) {
        let tracee = Tracee::new(thread, self.clock.now());
        self.clock.watch(tracee.process);
        self.tracees.insert(thread, tracee);
    }

    /// A stop that no call asked for: a new thread's first, a signal's, or one of ours.
    fn stopped(&mut self, pid: Pid, signal: Signal) -> Result<(), Errno> {
        if !self.tracees.contains_key(&pid) {
            self.early.insert(pid);
            self.take_in(pid);
        }
        let wants_sample = self.tracees.get(&pid).is_some_and(|tracee| {
            matches!(tracee.state, State::Running) && tracee.wants_sample(pid)
        });
        if wants_sample {
            let stack = self.stack(pid, &ptrace::getregs(pid)?);
            self.tracees
                .entry(pid)
                .and_modify(|tracee| tracee.sample(stack));
        }
        let Some(tracee) = self.tracees.get_mut(&pid) else {
            return Ok(());
        };
        match (signal, &tracee.state) {
            (Signal::SIGTRAP, State::Stopped) => {
                tracee.state = State::Running;
                ptrace::cont(pid, None)
            }
            (Signal::SIGTRAP, _) => self.go_on(pid, None),
            // What it was waiting for is over, one way or the other: it will call again.
            (_, _) => {
                tracee.state = State::Stopped;
                listen(pid)
            }
        }
    }

    /// Lets a thread go on; if it is in a wait, its return from there is reported.
    fn go_on(&self, pid: Pid, signal: Option<Signal>) -> Result<(), Errno> {
        match self.tracees.get(&pid).map(|tracee| &tracee.state) {
            Some(State::Waiting(_)) => ptrace::syscall(pid, signal),
            _ => ptrace::cont(pid, signal),
        }
    }

    /// A process has become another program: what was known of its memory holds no more.
    fn executed(&mut self, pid: Pid) -> Result<(), Errno> {
        ptrace::setoptions(pid, OPTIONS)?;
        self.unwinders.remove(&pid);
        self.tracees
            .retain(|thread, tracee| *thread == pid || tracee.process != pid);
        self.take_in(pid);
        memory::hide_vdso(pid, ptrace::getregs(pid)?.rsp);
        ptrace::cont(pid, None)
    }

    /// A thread is about to make a call that concerns time.
    fn called(&mut self, pid: Pid) -> Result<(), Errno> {
        let mut registers = ptrace::getregs(pid)?;
        match call::decode(pid, &registers) {
            Call::Time {
                reference,
                address,
                unit,
            } => {
                self.look_at_turn(pid, &registers);
                let now = self.clock.reading(reference);
                let words = [now / 1_000_000_000, now % 1_000_000_000 / unit];
                if memory::write(pid, address, &words) {
                    answer(pid, &mut registers, 0)?;
                }
                ptrace::cont(pid, None)
            }
            Call::Seconds { address } => {
                let now = self.clock.reading(Reference::Realtime) / 1_000_000_000;
                if address == 0 || memory::write(pid, address, &[now]) {
                    answer(pid, &mut registers, now as i64)?;
                }
                ptrace::cont(pid, None)
            }
            Call::Wait(wait) => self.begin(pid, wait, registers),
            Call::Look => {
                self.look_at_turn(pid, &registers);
                ptrace::cont(pid, None)
            }
            Call::Timer(what) => {
                self.real.get_or_insert(what);
                ptrace::cont(pid, None)
            }
            Call::Connect { address, length } => {
                if outside::leads_out(pid, address, length, &self.processes()) {
                    self.real
                        .get_or_insert("a connection leads out of the program");
                }
                ptrace::cont(pid, None)
            }
            Call::Other => ptrace::cont(pid, None),
        }
    }

    /// Lets a wait begin, without its timeout.
    fn begin(&mut self, pid: Pid, wait: Wait, arguments: Registers) -> Result<(), Errno> {
        let stack = self.stack(pid, &arguments);
        let from = self.clock.now();
        let interrupted = self
            .tracees
            .get_mut(&pid)
            .and_then(|tracee| tracee.interrupted.take());
        let deadline = match interrupted {
            Some((deadline, before)) if is_same_call(&before, &arguments) => deadline,
            _ => self.clock.deadline(wait.timeout),
        };
        let mut registers = arguments;
        match wait.disarm {
            Disarm::Nothing => {}
            Disarm::Third(value) => registers.rdx = value,
            Disarm::Fourth(value) => registers.r10 = value,
            Disarm::Fifth(value) => registers.r8 = value,
            Disarm::Pause => registers.orig_rax = libc::SYS_pause as u64,
        }
        if wait.disarm != Disarm::Nothing {
            ptrace::setregs(pid, registers)?;
        }
        if let Some(tracee) = self.tracees.get_mut(&pid) {
            tracee.pause(pid, from, &stack);
            let waiting = Waiting {
                wait,
                from,
                deadline,
                arguments,
                stack,
                is_over: false,
            };
            tracee.state = State::Waiting(Box::new(waiting));
        }
        ptrace::syscall(pid, None)
    }

    /// A wait is over: its time is, or something has ended it.
    fn returned(&mut self, pid: Pid) -> Result<(), Errno> {
        let now = self.clock.now();
        let Some(tracee) = self.tracees.get_mut(&pid) else {
            return ptrace::cont(pid, None);
        };
        let State::Waiting(waiting) = std::mem::replace(&mut tracee.state, State::Running) else {
            return ptrace::cont(pid, None);
        };
        let mut registers = ptrace::getregs(pid)?;
        let Waiting {
            wait,
            from,
            deadline,
            arguments,
            stack,
            is_over,
        } = *waiting;
        // The kernel's own codes for "make this call again", from ERESTARTSYS on.
        let is_interrupted = (-516..=-512).contains(&(registers.rax as i64));
        if is_interrupted && is_over {
            registers.rax = wait.timed_out as u64;
        } else if is_interrupted {
            registers.orig_rax = arguments.orig_rax;
            tracee.interrupted = Some((deadline, arguments));
        }
        (registers.rdx, registers.r10, registers.r8) = (arguments.rdx, arguments.r10, arguments.r8);
        ptrace::setregs(pid, registers)?;
        tracee.record.waits.push(Waited {
            from,
            to: now,
            call: wait.name,
            stack,
        });
        tracee.resume(pid, now);
        ptrace::cont(pid, None)
    }

    /// An event loop that looks at the clock, or for events, is free for a moment: here one
    /// stretch of computing ends and the next begins.
    fn look_at_turn(&mut self, pid: Pid, registers: &Registers) {
        if !self
            .tracees
            .get(&pid)
            .is_some_and(|tracee| tracee.is_busy(pid))
        {
            return;
        }
        let stack = self.stack(pid, registers);
        let is_turn = self.role(&stack) == Role::Parked;
        let now = self.clock.now();
        if let Some(tracee) = self.tracees.get_mut(&pid) {
            match is_turn {
                true => tracee.pause(pid, now, &stack),
                false => tracee.sample(stack),
            }
        }
    }

    fn stack(&mut self, pid: Pid, registers: &Registers) -> Vec<Address> {
        let process = self.tracees.get(&pid).map_or(pid, |tracee| tracee.process);
        self.unwinders
            .entry(process)
            .or_insert_with(|| Unwinder::new(process))
            .stack(registers)
    }

    fn role(&mut self, stack: &[Address]) -> Role {
        let frames: Vec<_> = stack
            .iter()
            .flat_map(|address| self.symbols.frames(address).to_vec())
            .collect();
        classify(&frames).role
    }

    fn processes(&self) -> HashSet<Pid> {
        self.tracees.values().map(|tracee| tracee.process).collect()
    }

    fn gone(&mut self, pid: Pid, end: End) {
        self.records
            .extend(self.tracees.remove(&pid).map(|tracee| (pid, tracee.record)));
        if pid == self.leader {
            let now = self.clock.now();
            self.ended.get_or_insert((now, end)).0 = now;
            self.kill_all();
        }
    }
}

/// Whether the program has a handler for this signal.
fn is_caught(pid: Pid, signal: Signal) -> bool {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
    let caught = caught.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    caught.is_some_and(|mask| mask >> (signal as u32 - 1) & 1 == 1)
}

/// Whether this is the call that was interrupted, made again by the kernel.
fn is_same_call(before: &Registers, now: &Registers) -> bool {
    let call = |registers: &Registers| {
        let Registers {
            orig_rax,
            rip,
            rsp,
            rdi,
            rsi,
            rdx,
            r10,
            r8,
            ..
        } = *registers;
        [orig_rax, rip, rsp, rdi, rsi, rdx, r10, r8]
    };
    call(before) == call(now)
}

/// Answers a call in the kernel's place.
fn answer(pid: Pid, registers: &mut Registers, value: i64) -> Result<(), Errno> {
    registers.orig_rax = u64::MAX;
    registers.rax = value as u64;
    ptrace::setregs(pid, *registers)
}

/// Leaves a thread stopped that a signal has stopped, and hears of what lets it continue.
#[allow(unsafe_code)] // PTRACE_LISTEN has no safe call.
fn listen(pid: Pid) -> Result<(), Errno> {
    let nothing = std::ptr::null_mut::<libc::c_void>();
    // SAFETY: PTRACE_LISTEN takes no address and no data.
    Errno::result(unsafe { libc::ptrace(libc::PTRACE_LISTEN, pid.as_raw(), nothing, nothing) })
        .map(drop)
}
