//! What a syscall whose timeout was taken away returns.

use nix::errno::Errno;

use super::Tracer;
use super::tracee::{Stage, Waiting};
use crate::trace::engine::{Registers, Stopped, Thread, memory};
use crate::trace::syscalls::{Disarm, Restart};
use crate::trace::{Line, Nanos, proc_text};

impl<F: FnMut(&Line)> Tracer<'_, F> {
    /// Lets a syscall whose timeout was taken away return as if it had had it, and says whether its
    /// time is over.
    pub(super) fn finish(
        &mut self,
        stopped: &Stopped,
        waiting: &Waiting,
        now: Nanos,
    ) -> Result<bool, Errno> {
        let Waiting {
            wait,
            deadline,
            arguments,
            stage,
            ..
        } = waiting;
        let is_over = *stage == Stage::Over;
        let mut registers = stopped.registers()?;
        let is_interrupted = is_interrupted(&registers);
        if is_interrupted && is_over {
            registers.set_result(wait.timed_out);
            if wait.clears_sets() {
                clear_sets(stopped.thread(), arguments);
            }
        } else if is_interrupted {
            if wait.disarm == Disarm::Pause || wait.restart == Restart::WithoutHandler {
                // With a timeout, a handler makes the syscall fail; without one the kernel makes it
                // again.
                registers.restart(arguments.syscall_number(), -ERESTARTNOHAND);
            }
            if let Some(tracee) = self.tracees.get_mut(&stopped.thread()) {
                tracee.unfinished = Some(Box::new(waiting.clone()));
            }
        }
        for (place, argument) in arguments.arguments().into_iter().enumerate() {
            registers.set_argument(place, argument);
        }
        stopped.set_registers(registers)?;
        // What a sleep leaves is told only if a handler cuts it short.
        if let Some(rest) = wait.rest.filter(|_| wait.disarm != Disarm::Pause) {
            let left = left(*deadline, now, rest.unit);
            memory::write(stopped.thread().id(), rest.address, &left);
        }
        Ok(is_interrupted && is_over)
    }

    /// A handler is about to cut a wait short.
    pub(super) fn cut_short(&mut self, stopped: &Stopped) -> Result<(), Errno> {
        let thread = stopped.thread();
        let tracee = self.tracees.get_mut(&thread);
        let Some(waiting) = tracee.and_then(|tracee| tracee.unfinished.take()) else {
            return Ok(());
        };
        if let Some(rest) = waiting.wait.rest.filter(|_| waiting.is_sleep()) {
            let left = left(waiting.deadline, self.clock.now(), rest.unit);
            if !memory::write(thread.id(), rest.address, &left) {
                let mut registers = stopped.registers()?;
                registers.set_result(-i64::from(libc::EFAULT));
                stopped.set_registers(registers)?;
            }
        }
        Ok(())
    }
}

/// Empties the sets of descriptors of a `select` whose time is over: nothing is ready in any.
fn clear_sets(thread: Thread, arguments: &Registers) {
    const BITS: u64 = u64::BITS as u64;
    /// As many as the kernel lets any process have.
    const MOST: u64 = 1 << 20;
    let [count, sets @ .., _, _] = arguments.arguments();
    let status = proc_text::read(format!("/proc/{}/status", thread.id())).unwrap_or_default();
    // Beyond all that can be open, the kernel looks at nothing.
    let open = proc_text::entry(&status, "FDSize:").and_then(|size| size.parse().ok());
    let count = u64::from(count as u32).min(open.unwrap_or(MOST)).min(MOST);
    let words = count.div_ceil(BITS);
    for set in sets.into_iter().filter(|set| *set != 0) {
        memory::write(thread.id(), set, &vec![0; words as usize]);
    }
}

/// How much time is left until a deadline: seconds, and in units of `unit` nanoseconds the rest.
fn left(deadline: Option<Nanos>, now: Nanos, unit: Nanos) -> [u64; 2] {
    let left = deadline.map_or(0, |deadline| deadline.saturating_sub(now));
    [left / 1_000_000_000, left % 1_000_000_000 / unit]
}

/// The kernel's own code for "make this syscall again, unless there is a handler".
const ERESTARTNOHAND: i64 = 514;

/// Whether a syscall ends because its thread was interrupted, and will be made again or fails.
fn is_interrupted(registers: &Registers) -> bool {
    is_made_again(registers) || registers.result() == -i64::from(libc::EINTR)
}

/// Whether a syscall ends with one of the kernel's own codes for "make this syscall again".
pub(super) fn is_made_again(registers: &Registers) -> bool {
    matches!(registers.result(), -516..=-512)
}

#[cfg(test)]
mod tests;
