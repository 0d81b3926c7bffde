//! What becomes of a wait, from its beginning to its end.

use libc::user_regs_struct as Registers;
use nix::errno::Errno;
use nix::sys::ptrace;
use nix::unistd::Pid;

use super::call::{self, Disarm, Nanos, Wait};
use super::stop::{Until, go_on};
use super::tracee::{State, Tracee, Waited, Waiting};
use super::vitals::Look;
use super::{Tracer, memory};
use crate::trace::Line;

/// The shortest wait that is recorded: 10 µs. Shorter ones are threads that pass each other a lock.
const SHORTEST: Nanos = 10_000;

impl<F: FnMut(&Line)> Tracer<F> {
    /// Lets a wait begin; on the virtual clock without its timeout.
    pub(super) fn begin(
        &mut self,
        pid: Pid,
        wait: Wait,
        arguments: Registers,
    ) -> Result<(), Errno> {
        let from = self.clock.now();
        self.pause(pid, from, &arguments);
        let Some(tracee) = self.tracees.get_mut(&pid) else {
            return go_on(pid, Until::Event, 0);
        };
        let deadline = match tracee.interrupted.take() {
            _ if self.is_wall => None,
            Some((deadline, before)) if is_same_call(&before, &arguments) => deadline,
            _ => self.clock.deadline(wait.timeout, from),
        };
        tracee.state = State::Waiting(Box::new(Waiting {
            wait,
            from,
            deadline,
            arguments,
            is_over: false,
            is_entering: false,
        }));
        let mut registers = arguments;
        match wait.disarm {
            Disarm::Nothing => {}
            Disarm::Third(value) => registers.rdx = value,
            Disarm::Fourth(value) => registers.r10 = value,
            Disarm::Fifth(value) => registers.r8 = value,
            Disarm::Pause => registers.orig_rax = libc::SYS_pause as u64,
        }
        if !self.is_wall && wait.disarm != Disarm::Nothing {
            ptrace::setregs(pid, registers)?;
        }
        go_on(pid, Until::Return, 0)
    }

    /// A thread enters a call again, or returns from its wait: its time is over, or something
    /// has ended it.
    pub(super) fn returned(&mut self, pid: Pid) -> Result<(), Errno> {
        let now = self.clock.now();
        let Some(tracee) = self.tracees.get_mut(&pid) else {
            return go_on(pid, Until::Event, 0);
        };
        let mut waiting = match std::mem::replace(&mut tracee.state, State::Running) {
            State::Waiting(waiting) => waiting,
            state => {
                tracee.state = state;
                return go_on(pid, Until::Event, 0);
            }
        };
        if waiting.is_entering {
            waiting.is_entering = false;
            tracee.state = State::Waiting(waiting);
            return go_on(pid, Until::Return, 0);
        }
        let is_timed_out = !self.is_wall && waiting.wait.disarm != Disarm::Nothing && {
            settle(pid, tracee, &waiting, now)?
        };
        let over = waiting.deadline.filter(|_| is_timed_out);
        let to = over.unwrap_or(now);
        if to >= waiting.from + SHORTEST {
            self.note(pid, &waiting, to);
        }
        if let Some(tracee) = self.tracees.get_mut(&pid) {
            tracee.resume_after_wait(now);
        }
        go_on(pid, Until::Event, 0)
    }

    /// Looks for threads that are asleep in a call without a timeout, which did not stop when it
    /// was made, and interrupts them for a look at it. Says whether there are any.
    ///
    /// A socket with a timeout of its own would tell the program of the interruption.
    pub(super) fn look_for_sleepers(&self) -> bool {
        let is_sleeper = |(_, tracee): &(&Pid, &Tracee)| {
            if !matches!(tracee.state, State::Running) {
                return false;
            }
            match tracee.vitals.look() {
                Look::Asleep { call, .. } => call::untimed(call).is_some(),
                Look::Awake | Look::Gone => false,
            }
        };
        let mut any = false;
        if !self.has_socket_timeouts {
            for (thread, _) in self.tracees.iter().filter(is_sleeper) {
                any |= ptrace::interrupt(*thread).is_ok();
            }
        }
        any
    }

    /// Takes in that a thread, just interrupted, is asleep in a call without a timeout, if it is.
    pub(super) fn notice_sleeper(&mut self, pid: Pid) -> Result<(), Errno> {
        let arguments = ptrace::getregs(pid)?;
        let name = call::untimed(arguments.orig_rax).filter(|_| is_made_again(&arguments));
        let now = self.clock.now();
        if let (Some(name), Some(tracee)) = (name, self.tracees.get_mut(&pid)) {
            // It has slept since it last computed.
            let from = now.min(tracee.since.0 + tracee.computed());
            self.pause(pid, from, &arguments);
            if let Some(tracee) = self.tracees.get_mut(&pid) {
                tracee.state = State::Waiting(Box::new(Waiting {
                    wait: call::without_end(name),
                    from,
                    deadline: None,
                    arguments,
                    is_over: false,
                    is_entering: true,
                }));
            }
        }
        Ok(())
    }

    /// Ends all waits whose time has come, lets timers go off, and says whether there were any.
    pub(super) fn end_due(&mut self, now: Nanos) -> bool {
        let mut any = self.timers.go_off(now);
        for (pid, tracee) in &mut self.tracees {
            if let State::Waiting(waiting) = &mut tracee.state
                && !waiting.is_over
                && waiting.deadline.is_some_and(|deadline| deadline <= now)
            {
                waiting.is_over = true;
                // It may have been woken in this moment. Then it returns, and that is as good.
                let _ = ptrace::interrupt(*pid);
                any = true;
            }
        }
        any
    }

    /// When the next wait is over, or the next timer goes off.
    pub(super) fn next(&mut self) -> Option<Nanos> {
        let waits = self
            .tracees
            .values()
            .filter_map(|tracee| match &tracee.state {
                State::Waiting(waiting) => waiting.deadline,
                _ => None,
            });
        waits.chain(self.timers.next()).min()
    }

    /// Records the waits that are under way, because these threads will not return from them.
    pub(super) fn break_off(&mut self, is_concerned: impl Fn(Pid, &Tracee) -> bool) {
        let now = self.clock.now();
        let concerned: Vec<Pid> = self
            .tracees
            .iter()
            .filter(|(pid, tracee)| is_concerned(**pid, tracee))
            .map(|(pid, _)| *pid)
            .collect();
        for pid in concerned {
            let Some(tracee) = self.tracees.get_mut(&pid) else {
                continue;
            };
            tracee.note_name(pid);
            tracee.record.to = now;
            if let State::Waiting(waiting) = std::mem::replace(&mut tracee.state, State::Running) {
                self.note(pid, &waiting, now);
            }
        }
    }

    fn note(&mut self, pid: Pid, waiting: &Waiting, to: Nanos) {
        let stack = self.stack(pid, &waiting.arguments);
        if let Some(tracee) = self.tracees.get_mut(&pid) {
            self.waits += 1;
            tracee.record.waits.push(Waited {
                from: waiting.from,
                to,
                call: waiting.wait.name,
                stack,
                looks: std::mem::take(&mut tracee.looks).into(),
            });
        }
    }
}

/// Lets a call whose timeout was taken away return as if it had had it, and says whether its time
/// is over.
fn settle(pid: Pid, tracee: &mut Tracee, waiting: &Waiting, now: Nanos) -> Result<bool, Errno> {
    let Waiting {
        wait,
        deadline,
        arguments,
        is_over,
        ..
    } = waiting;
    let mut registers = ptrace::getregs(pid)?;
    let is_interrupted = is_interrupted(&registers);
    if is_interrupted && *is_over {
        registers.rax = wait.timed_out as u64;
    } else if is_interrupted {
        // With a timeout, a handler makes the call fail; without one the kernel makes it again.
        registers.orig_rax = arguments.orig_rax;
        registers.rax = -ERESTARTNOHAND as u64;
        tracee.interrupted = Some((*deadline, *arguments));
    }
    (registers.rdx, registers.r10, registers.r8) = (arguments.rdx, arguments.r10, arguments.r8);
    ptrace::setregs(pid, registers)?;
    // What a sleep leaves is told only if it was cut short.
    if let Some(rest) = wait.rest
        && (is_interrupted && !is_over || wait.disarm != Disarm::Pause)
    {
        memory::write(pid, rest.address, &left(*deadline, now, rest.unit));
    }
    Ok(is_interrupted && *is_over)
}

/// How much time is left until a deadline: seconds, and in units of `unit` nanoseconds the rest.
fn left(deadline: Option<Nanos>, now: Nanos, unit: Nanos) -> [u64; 2] {
    let left = deadline.map_or(0, |deadline| deadline.saturating_sub(now));
    [left / 1_000_000_000, left % 1_000_000_000 / unit]
}

/// The kernel's own code for "make this call again, unless there is a handler".
const ERESTARTNOHAND: i64 = 514;

/// Whether a call ends because its thread was interrupted, and will be made again or fails.
fn is_interrupted(registers: &Registers) -> bool {
    is_made_again(registers) || registers.rax as i64 == -i64::from(libc::EINTR)
}

/// Whether a call ends with one of the kernel's own codes for "make this call again".
fn is_made_again(registers: &Registers) -> bool {
    matches!(registers.rax as i64, -516..=-512)
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

#[cfg(test)]
mod tests;
