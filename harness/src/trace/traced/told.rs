//! What the kernel tells by its own clocks, changed to what it is by the program's.

use nix::errno::Errno;
use nix::time::ClockId as SystemClock;
use nix::unistd::Pid;

use super::Tracer;
use super::tracee::State;
use crate::trace::engine::cpu::clock_reading;
use crate::trace::engine::{Registers, Stopped, Thread, Until, memory};
use crate::trace::syscalls::{CpuClock, StatLayout, Told};
use crate::trace::timekeeper::ClockId;
use crate::trace::{Line, Nanos};

const SECOND: Nanos = 1_000_000_000;

/// How long a tick is in which CPU times are told: Linux tells every program of a hundred a second.
const TICK: Nanos = SECOND / 100;

impl<F: FnMut(&Line)> Tracer<'_, F> {
    /// Whether what is told will be another thing by the program's clock.
    pub(super) fn is_amended(&self, told: Told) -> bool {
        match told {
            // A file that nobody has written since the start has the stamps that it has.
            Told::Stat { .. } => self.clock.skips() && self.writes_files,
            _ => !self.is_wall(),
        }
    }

    /// A thread returns from a syscall that has told it something.
    pub(super) fn tell(&mut self, stopped: Stopped, told: Told) -> Result<(), Errno> {
        let thread = stopped.thread();
        self.turn_to(thread, State::Running);
        let mut registers = stopped.registers()?;
        let is_told = registers.result() >= 0;
        match told {
            _ if !is_told => {}
            Told::Stat { address, layout } => self.amend_stamps(thread.id(), address, layout),
            Told::Timeval { address } => {
                let time = self.clock.shown(ClockId::Realtime);
                let words = [time / SECOND, time % SECOND / 1000];
                memory::write(thread.id(), address, &words);
            }
            Told::Times { address } => self.amend_times(&stopped, &mut registers, address)?,
            Told::Sysinfo { address } => {
                let up = self.clock.shown(ClockId::Boottime);
                memory::write(thread.id(), address, &[up.div_ceil(SECOND)]);
            }
            Told::Usage { address, of } => self.amend_usage(thread, address, of),
            Told::Adjtimex { address } => self.amend_adjtimex(thread.id(), address),
        }
        self.go(stopped, Until::Event, 0)
    }

    /// Moves the stamps of a file to when they were made by the program's clock.
    fn amend_stamps(&self, process: Pid, address: u64, layout: StatLayout) {
        let base = self.clock.shown(ClockId::Realtime) - self.clock.now();
        let present = clock_reading(SystemClock::CLOCK_REALTIME).unwrap_or_default();
        for stamp in layout.stamps() {
            let at = address.wrapping_add(stamp.offset);
            let Some([seconds, nanos]) = memory::words(process, at) else {
                continue;
            };
            let rest = match stamp.nanos {
                4 => nanos & !u64::from(u32::MAX),
                _ => 0,
            };
            let made = seconds.saturating_mul(SECOND).saturating_add(nanos - rest);
            // What the kernel has not stamped during this run is as it is.
            if !(base..=present).contains(&made) || self.own_stamps.contains(&made) {
                continue;
            }
            let meant = base + self.stamps.meaning(made - base, self.clock.now());
            memory::write(process, at, &[meant / SECOND, (meant % SECOND) | rest]);
        }
    }

    /// Ticks go by the program's clock, and CPU times are its own.
    fn amend_times(
        &mut self,
        stopped: &Stopped,
        registers: &mut Registers,
        address: u64,
    ) -> Result<(), Errno> {
        let real = self.reading().real;
        let ahead = (self.clock.now() / TICK) as i64 - (real / TICK) as i64;
        registers.set_result(registers.result() + ahead);
        stopped.set_registers(*registers)?;
        let process = self.process(stopped.thread());
        let refund = self.refunded_to(process) / TICK;
        if let Some([user, system]) = memory::words(process, address).filter(|_| address != 0) {
            let times = [user, system.saturating_sub(refund)];
            memory::write(process, address, &times);
        }
        Ok(())
    }

    /// CPU times without what was the tracer's doing, which is the system's time.
    fn amend_usage(&self, thread: Thread, address: u64, of: CpuClock) {
        let refund = match of {
            CpuClock::Thread => self.tracees.get(&thread).map_or(0, |one| one.refunded),
            CpuClock::Process => self.refunded_to(self.process(thread)),
        };
        let id = thread.id();
        let time = |[seconds, micros]: [u64; 2]| seconds * SECOND + micros * 1000;
        let system_at = address.wrapping_add(16);
        let both = memory::words(id, address).zip(memory::words(id, system_at));
        let Some((user, system)) = both.map(|(user, system)| (time(user), time(system))) else {
            return;
        };
        let from_system = refund.min(system);
        let words = |time: Nanos| [time / SECOND, time % SECOND / 1000];
        let system = words(system - from_system);
        let user = words(user.saturating_sub(refund - from_system));
        memory::write(id, address, &[user, system].concat());
    }

    fn amend_adjtimex(&self, process: Pid, address: u64) {
        /// As `struct timex` of 64 bits has them: the status, and the time in seconds and a part.
        const STATUS: u64 = 40;
        const TIME: u64 = 72;
        const IN_NANOSECONDS: u64 = libc::STA_NANO as u64;
        let status = memory::word(process, address.wrapping_add(STATUS)).unwrap_or(0);
        let unit = match status & IN_NANOSECONDS {
            0 => 1000,
            _ => 1,
        };
        let time = self.clock.shown(ClockId::Realtime);
        let words = [time / SECOND, time % SECOND / unit];
        memory::write(process, address.wrapping_add(TIME), &words);
    }

    /// CPU time of a process that was the tracer's doing.
    pub(super) fn refunded_to(&self, process: Pid) -> Nanos {
        self.refunds.get(&process).copied().unwrap_or_default()
    }
}
