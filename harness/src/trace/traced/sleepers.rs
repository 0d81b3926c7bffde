//! Threads that are asleep in a syscall without a timeout, which did not stop when it was made.

use nix::errno::Errno;

use super::Tracer;
use super::returns::is_made_again;
use super::tracee::{Stage, State, Tracee, Waiting};
use crate::trace::Line;
use crate::trace::engine::proc_stat::Sample;
use crate::trace::engine::{Stopped, Syscall, arch};
use crate::trace::syscalls::{self, Disarm, Probe, Restart, Untimed, Wait};
use crate::trace::timekeeper::Timeout;

impl<F: FnMut(&Line)> Tracer<'_, F> {
    /// Looks for threads that are asleep in a syscall without a timeout, which did not stop when it
    /// was made, and interrupts them for a look at it. Says whether there are any.
    ///
    /// A socket with a timeout of its own would tell the program of the interruption.
    pub(super) fn look_for_sleepers(&self) -> bool {
        if self.has_socket_timeouts {
            return false;
        }
        let mut any = false;
        for thread in &self.running {
            let untimed = self.tracees.get(thread).and_then(Tracee::sleeps_in);
            if untimed.is_some_and(|untimed| untimed.is_repeatable) {
                any |= thread.interrupt().is_ok();
            }
        }
        any
    }

    /// Takes in that a thread, just interrupted, is asleep in a syscall without a timeout, if it is.
    pub(super) fn notice_sleeper(&mut self, stopped: &Stopped) -> Result<(), Errno> {
        let thread = stopped.thread();
        let arguments = stopped.registers()?;
        let untimed = syscalls::untimed(arguments.syscall_number(), arguments.arguments());
        let untimed = untimed.filter(|_| is_made_again(&arguments));
        let now = self.clock.now();
        if let (Some(untimed), Some(tracee)) = (untimed, self.tracees.get_mut(&thread)) {
            // It has slept since it last computed.
            let from = now.min(tracee.since.0 + tracee.computed());
            self.pause(thread, from, &arguments);
            self.turn_to(
                thread,
                State::Waiting(Box::new(Waiting {
                    wait: without_end(untimed),
                    from,
                    deadline: None,
                    arguments,
                    stage: Stage::Entering,
                })),
            );
        }
        Ok(())
    }
}

impl Tracee {
    /// The syscall that it waits in, as far as it is one that is told apart, and its arguments.
    pub(super) fn waits_in(&self) -> Option<(Syscall, [u64; 6])> {
        match (&self.state, self.stat.sample()) {
            (State::Waiting(waiting), _) => {
                Some((waiting.wait.syscall, waiting.arguments.arguments()))
            }
            (
                _,
                Sample::Asleep {
                    syscall, arguments, ..
                },
            ) => Some((arch::syscall(syscall)?, arguments)),
            _ => None,
        }
    }

    /// The syscall without a timeout that it is asleep in, if it is in one.
    pub(super) fn sleeps_in(&self) -> Option<Untimed> {
        match self.stat.sample() {
            Sample::Asleep {
                syscall, arguments, ..
            } => syscalls::untimed(syscall, arguments),
            Sample::Awake | Sample::Gone => None,
        }
    }
}

/// A wait in a syscall that has no timeout.
fn without_end(untimed: Untimed) -> Wait {
    Wait {
        syscall: untimed.syscall,
        timeout: Timeout::Never,
        disarm: Disarm::Nothing,
        timed_out: 0,
        rest: None,
        restart: Restart::AsUntimed,
        probe: Probe::No,
    }
}
