//! The CPU time of processes, as the scheduler keeps it; and what the machine's clocks say.

use std::collections::HashMap;

use nix::time::{ClockId, clock_gettime};
use nix::unistd::Pid;

use crate::trace::Nanos;

/// CPU time of all processes of a run, those that have ended too.
#[derive(Debug, Default)]
pub(in crate::trace) struct CpuTime {
    /// Of each process, as last read.
    processes: HashMap<Pid, Nanos>,
    /// Of those that have gone.
    gone: Nanos,
}

impl CpuTime {
    /// Takes a process in, or reads its CPU time once more before it ends.
    pub(in crate::trace) fn watch(&mut self, process: Pid) {
        read(process, self.processes.entry(process).or_default());
    }

    /// Takes in that a process has gone: it uses no more, and another may get its number.
    pub(in crate::trace) fn forget(&mut self, process: Pid) {
        self.gone += self.processes.remove(&process).unwrap_or_default();
    }

    /// CPU time that all processes have used, in nanoseconds.
    pub(in crate::trace) fn total(&mut self) -> Nanos {
        for (process, last) in &mut self.processes {
            read(*process, last);
        }
        self.gone + self.processes.values().sum::<Nanos>()
    }

    /// The CPU time of a process when it was last read.
    pub(in crate::trace) fn of(&self, process: Pid) -> Nanos {
        self.processes.get(&process).copied().unwrap_or_default()
    }

    /// The one process that there is, if there is no other.
    pub(in crate::trace) fn only_process(&self) -> Option<Pid> {
        let mut processes = self.processes.keys();
        let first = processes.next().copied();
        first.filter(|_| processes.next().is_none())
    }
}

/// Reads the CPU time of a process, unless it has gone.
fn read(process: Pid, last: &mut Nanos) {
    /// How the number of a process becomes that of its clock, as Linux has it: shifted and
    /// inverted, and behind it the kind of the clock, here the one that the scheduler keeps.
    const KIND: i32 = 2;
    let clock = ClockId::from_raw(!process.as_raw() << 3 | KIND);
    *last = clock_reading(clock).unwrap_or_default().max(*last);
}

/// What a clock of the machine's says, in nanoseconds; `None` where there is no such clock.
pub(in crate::trace) fn clock_reading(clock: ClockId) -> Option<Nanos> {
    let time = clock_gettime(clock).ok()?;
    Some(time.tv_sec() as Nanos * 1_000_000_000 + time.tv_nsec() as Nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Processes that are not there, because no system has that many, so that what was last seen of
    /// their CPU time is all there is.
    const ONE: Pid = Pid::from_raw(200_000_000);
    const OTHER: Pid = Pid::from_raw(200_000_001);

    #[test]
    fn processes_that_have_gone_still_count_and_but_once() {
        let mut cpu = CpuTime::default();
        cpu.processes.extend([(ONE, 7), (OTHER, 5)]);
        assert_eq!((cpu.total(), cpu.only_process()), (12, None));
        cpu.forget(ONE);
        cpu.forget(ONE);
        assert_eq!((cpu.total(), cpu.only_process()), (12, Some(OTHER)));
    }

    #[test]
    fn a_process_that_computes_uses_more_and_more() {
        let mut cpu = CpuTime::default();
        cpu.watch(Pid::this());
        let before = cpu.total();
        while cpu.total() == before {}
        assert!(cpu.of(Pid::this()) > before);
    }
}
