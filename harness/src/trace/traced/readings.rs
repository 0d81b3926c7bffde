//! Readings of the clock that do not stop the program, and what stops cost it.

use libc::c_int;
use nix::errno::Errno;
use nix::unistd::Pid;

use super::Tracer;
use crate::trace::engine::arch::{Page, Vdso};
use crate::trace::engine::cost::Cost;
use crate::trace::engine::{Stop, Stopped, Thread, Until, memory};
use crate::trace::timekeeper::ClockId;
use crate::trace::{Line, Nanos};

/// How much CPU time after its last turn, or wait, a thread's readings stop again: an event loop may make
/// no other syscall when it turns, and how long it did not must be seen. Only those that are known not to
/// be a turn need not.
const UNSEEN: Nanos = 1_000_000;

/// How many stops cost a program so little, about a millisecond together, that it takes longer to find out
/// how much.
const FEW: u32 = 256;

/// With how many threads that run at once each reading stops.
const MANY: usize = 16;

/// After how many looks at a process its readings need not stop any more: by then it has shown what it
/// does when it reads the clock.
const ENOUGH: usize = 1000;

impl<F: FnMut(&Line)> Tracer<'_, F> {
    /// Gives back what a stop costs the program.
    pub(super) fn refund(&mut self, thread: Thread, stop: Stop) {
        self.stops += 1;
        if self.stops < FEW {
            return;
        }
        let all = *self.cost.get_or_insert_with(Cost::of_the_machine);
        let cost = match stop {
            Stop::Syscall => all.answered,
            Stop::Return => all.returned.saturating_sub(all.answered),
            Stop::Signal(_) | Stop::Halt(_) => all.signal,
            // What these cost is charged to nobody, or once.
            Stop::Exec | Stop::Start | Stop::Exit => return,
        };
        // Who reads the clock without a stop may have read it just before this one, and must not see it go back.
        let process = self.process(thread);
        let is_read = self
            .published
            .get(&process)
            .is_some_and(|page| page.until > 0);
        if is_read || !self.clock.skips() {
            return;
        }
        if let Some(tracee) = self.tracees.get_mut(&thread) {
            tracee.refunded += cost;
            *self.refunds.entry(tracee.process).or_default() += cost;
            self.clock.refund(cost);
        }
    }

    /// Gives a program that has just been executed what reads the clock without a stop, or, where that
    /// may not be or cannot be, lets every reading stop.
    pub(super) fn equip(&mut self, stopped: &Stopped) -> Result<(), Errno> {
        let process = stopped.thread().id();
        self.vdsos.remove(&process);
        // No grade may hang on memory that a submission has.
        let is_allowed = self.command.sandbox.is_none() && self.clock.skips();
        let vdso = is_allowed.then(|| Vdso::install(process).ok()).flatten();
        match vdso {
            Some(vdso) => {
                self.stacks.has_image(process, vdso.range());
                self.vdsos.insert(process, vdso);
            }
            None => {
                let registers = stopped.registers()?;
                memory::hide_vdso(process, registers.stack_pointer());
            }
        }
        Ok(())
    }

    /// A process has started another one, which has a copy of what reads its clock: from now on the CPU
    /// time of one is not that of all.
    pub(super) fn inherit(&mut self, parent: Pid, child: Pid) {
        if parent == child {
            return;
        }
        if let Some(vdso) = self.vdsos.get(&parent)
            && let Ok(copy) = vdso.inherited(child)
        {
            let _ = vdso.close();
            let _ = copy.close();
            self.vdsos.insert(child, copy);
        }
        self.published.clear();
    }

    /// Tells a process what holds of its clock, before one of its threads goes on.
    pub(super) fn publish(&mut self, thread: Thread) {
        if self.vdsos.is_empty() {
            return;
        }
        let process = self.process(thread);
        let is_free = self.clock.skips()
            && self.running.len() <= MANY
            && self.cpu.only_process() == Some(process)
            && (self
                .looks
                .get(&process)
                .is_some_and(|looks| *looks >= ENOUGH)
                || (self.tracees.len() == 1 && self.has_shown_enough(thread)));
        let page = match is_free {
            true => self.page(process),
            false => Page::default(),
        };
        let is_new = self.published.insert(process, page) != Some(page);
        if is_new && let Some(vdso) = self.vdsos.get(&process) {
            let _ = vdso.publish(page);
        }
    }

    fn page(&self, process: Pid) -> Page {
        let cpu = self.cpu.of(process);
        let less_cpu = |time: Nanos| time as i64 - cpu as i64;
        let monotonic = less_cpu(self.clock.shown(ClockId::Monotonic));
        let before = self
            .published
            .get(&process)
            .map_or(0, |page| page.monotonic);
        let running = self.running.iter().filter_map(|one| self.tracees.get(one));
        let turned = running.map(|tracee| tracee.turned).min();
        Page {
            monotonic,
            realtime: less_cpu(self.clock.shown(ClockId::Realtime)),
            // Another thread may run meanwhile, and must not see time run backwards.
            from: match u64::try_from(before - monotonic) {
                Ok(less) if before != 0 => cpu + less,
                _ => 0,
            },
            until: turned.unwrap_or(cpu) + UNSEEN,
            places: self.places.get(&process).copied().unwrap_or_default(),
        }
    }

    /// A thread has read the clock with this stack pointer; `is_turn` if its event loop has, and is free
    /// for a moment.
    pub(super) fn has_read(&mut self, thread: Thread, stack_pointer: u64, is_turn: bool) {
        let process = self.process(thread);
        if is_turn {
            return self.turned(thread);
        }
        let places = self.places.entry(process).or_default();
        if !places.contains(&stack_pointer) {
            *places = [stack_pointer, places[0]];
        }
    }

    /// A thread's event loop turns, or it has waited.
    pub(super) fn turned(&mut self, thread: Thread) {
        if let Some(tracee) = self.tracees.get_mut(&thread) {
            tracee.turned = self.cpu.of(tracee.process);
            self.places.remove(&tracee.process);
        }
    }

    /// Tells the one process that reads its clock without a stop of a jump: its threads may wake up without
    /// a stop, too.
    pub(super) fn publish_jump(&mut self) {
        let process = self.cpu.only_process();
        let thread = process.and_then(|process| {
            let mut tracees = self.tracees.iter();
            tracees.find(|(_, tracee)| tracee.process == process)
        });
        if let Some((thread, _)) = thread {
            self.publish(*thread);
        }
    }

    /// Answers a reading of the time-stamp counter, if that is what a signal is for.
    pub(super) fn counted(&mut self, stopped: &Stopped, signal: c_int) -> Result<bool, Errno> {
        if signal != libc::SIGSEGV || self.is_wall() || !stopped.is_faulted()? {
            return Ok(false);
        }
        let now = self.clock.now();
        let mut registers = stopped.registers()?;
        let process = stopped.thread().id();
        let is_reading = registers.answer_tsc(process, || self.tsc.ticks(now));
        if is_reading {
            stopped.set_registers(registers)?;
        }
        Ok(is_reading)
    }

    /// Lets a thread go on.
    pub(super) fn go(
        &mut self,
        stopped: Stopped,
        until: Until,
        signal: c_int,
    ) -> Result<(), Errno> {
        self.publish(stopped.thread());
        stopped.resume(until, signal)
    }
}
