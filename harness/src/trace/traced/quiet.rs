//! Whether all threads are asleep, and how time goes on then: by a jump to the next deadline, or, where
//! that cannot be, by itself.

use std::thread;
use std::time::Duration;

use nix::time::{ClockId, clock_getres};

use tracing::debug;

use super::Tracer;
use super::tracee::{BUSY, State, Tracee};
use crate::trace::engine::cpu::clock_reading;
use crate::trace::engine::proc_stat::Sample;
use crate::trace::engine::{Thread, descriptors, memory, network};
use crate::trace::sockets::Reach;
use crate::trace::syscalls::{self, WaitsOn};
use crate::trace::timekeeper::{Step, Surroundings, Unskippable, step};
use crate::trace::{End, Line, Nanos};

impl<F: FnMut(&Line)> Tracer<'_, F> {
    /// Whether all threads are asleep.
    ///
    /// A thread that is in no wait of which the tracer knows may be woken by another and fall
    /// asleep again between two looks at it, so each is looked at twice, and must not have been on
    /// a core meanwhile. One in a wait cannot leave it unnoticed: one look will do, after those.
    pub(super) fn is_quiet(&mut self) -> bool {
        let samples = || {
            let running = self.running.iter();
            let tracees = running.filter_map(|thread| self.tracees.get(thread));
            tracees.map(|tracee| match &tracee.state {
                State::Told(_) => Sample::Awake,
                _ => tracee.stat.sample(),
            })
        };
        let first: Vec<Sample> = samples()
            .take_while(|sample| *sample != Sample::Awake)
            .collect();
        thread::yield_now();
        samples().eq(first) && self.all_that_wait_are_held()
    }

    /// Whether all threads but this one wait, and none of them has been woken.
    pub(super) fn all_others_are_held(&mut self, thread: Thread) -> bool {
        let mut running = self.running.iter();
        running.all(|one| *one == thread) && self.early.is_empty() && self.all_that_wait_are_held()
    }

    fn all_that_wait_are_held(&mut self) -> bool {
        let is_held = |thread: &Thread| self.tracees.get(thread).is_none_or(Tracee::is_held);
        let all = match self.is_signalled {
            // Whoever only sleeps, only a signal can wake.
            false => self.wakeable.iter().all(is_held),
            true => self
                .tracees
                .keys()
                .filter(|thread| !self.running.contains(thread))
                .all(is_held),
        };
        self.is_signalled &= !all;
        all
    }

    /// Goes on when all are asleep, and says whether anything was done.
    pub(super) fn go_on_when_quiet(&mut self) -> bool {
        if self.ended.is_some() {
            return false;
        }
        if self.look_for_sleepers() {
            return true;
        }
        let next = self.next();
        if next.is_some() && next == self.timers.next() {
            self.forget_timers();
        }
        let step = self.step(self.next(), None);
        debug!(now = self.clock.now(), ?step, "all threads are asleep");
        // What the kernel had under way may have woken somebody before it was looked for.
        if self.has_internet && !self.is_quiet() {
            return true;
        }
        match step {
            Step::GiveUp(why) => self.give_up(why),
            Step::Deadlock => self.kill(End::Deadlocked),
            Step::Jump(to) => {
                self.jump(to);
                self.end_due();
            }
            Step::Settle => return self.let_settle(),
        }
        true
    }

    /// How time goes on until the next deadline, now that all are asleep, or all but one that is stopped and
    /// about to be.
    pub(super) fn step(&self, next: Option<Nanos>, stopped: Option<Thread>) -> Step {
        let (reach, is_unsettled) = match self.has_internet {
            true => network::reach(&self.processes()),
            false => (Reach::Inside, false),
        };
        let mut around = Surroundings {
            outside: (reach == Reach::Outside).then_some(Unskippable::Connection),
            is_open: reach == Reach::Open,
            is_unsettled,
        };
        // Whoever sleeps in what nobody has thought of may wake up by itself.
        let running = self.running.iter().filter(|one| Some(**one) != stopped);
        let mut running = running.filter_map(|one| self.tracees.get(one));
        around.is_unsettled |= running.any(|tracee| match tracee.stat.sample() {
            Sample::Asleep {
                syscall, arguments, ..
            } => syscalls::untimed(syscall, arguments).is_none(),
            Sample::Awake | Sample::Gone => false,
        });
        if around.outside.is_none() && (self.may_lead_out || next.is_none()) {
            around.outside = self.waits_for_outside(next.is_none());
        }
        step(next, around, self.limit)
    }

    /// Whether some thread waits for what somebody outside can have a part in. If nothing else is left to
    /// happen, that includes signals.
    fn waits_for_outside(&self, is_last: bool) -> Option<Unskippable> {
        let processes = self.processes();
        let outside = |tracee: &Tracee| {
            let (syscall, arguments) = tracee.waits_in()?;
            let leads_out = |descriptor| {
                descriptors::leads_out(
                    tracee.process,
                    descriptor,
                    &self.inherited,
                    &processes,
                    is_last,
                )
            };
            let process = tracee.process;
            let is_outside = match syscalls::waits_on(syscall, arguments) {
                WaitsOn::Descriptor(descriptor) => leads_out(descriptor),
                WaitsOn::Descriptors { address, count } => memory::polled(process, address, count)
                    .into_iter()
                    .any(leads_out),
                WaitsOn::Sets { sets, count } => memory::selected(process, sets, count)
                    .into_iter()
                    .any(leads_out),
                WaitsOn::Word(address) => is_last && descriptors::is_shared(process, address),
                WaitsOn::Shared => true,
                WaitsOn::Signal => is_last,
                WaitsOn::Inside => false,
            };
            is_outside.then_some(Unskippable::Outside(syscall.name()))
        };
        self.tracees.values().find_map(outside)
    }

    /// Jumps to a time.
    pub(super) fn jump(&mut self, to: Nanos) {
        self.drain();
        let from = self.clock.now();
        debug!(from, to, "the clock jumps");
        let real = match self.writes_files {
            true => self.real_of_jump(to - from.min(to)),
            false => self.started.elapsed().as_nanos() as Nanos,
        };
        self.clock.skip_to(to);
        self.stamps.jumped(real, from, self.clock.now());
        self.publish_jump();
    }

    /// When a jump is on the machine's clock, as the kernel stamps files. Its stamps are as old as its last
    /// tick, so that it takes another one before what is written after a jump can be told from what was
    /// written before it.
    fn real_of_jump(&self, length: Nanos) -> Nanos {
        let read = |clock| clock_reading(clock).unwrap_or_default();
        let before = read(ClockId::CLOCK_REALTIME);
        let tick = clock_getres(ClockId::CLOCK_REALTIME_COARSE);
        let tick = tick.map_or(0, |tick| tick.tv_nsec() as Nanos);
        if length > tick {
            while read(ClockId::CLOCK_REALTIME_COARSE) <= before {
                thread::sleep(Duration::from_micros(200));
            }
        }
        let base = self
            .clock
            .shown(crate::trace::timekeeper::ClockId::Realtime)
            - self.clock.now();
        read(ClockId::CLOCK_REALTIME_COARSE).saturating_sub(base)
    }

    /// Lets time pass as long as the kernel has something under way, and says whether something is due by
    /// then.
    fn let_settle(&mut self) -> bool {
        self.is_settling = true;
        self.settle();
        self.end_due()
    }

    /// Takes in the time that has passed since the kernel has had something under way, if it has: since
    /// somebody was stopped last, for who computed after that did so meanwhile.
    pub(super) fn settle(&mut self) {
        if self.is_settling {
            let (since, from) = self.stopped;
            let now = from + self.reading().real.saturating_sub(since);
            let next = self.next();
            self.jump(next.map_or(now, |next| now.min(next)).max(self.clock.now()));
        }
    }

    /// Leaves the core to the program, the longer the more often nothing has happened: a
    /// sixteenth of the time since, and at most a few milliseconds.
    pub(super) fn rest(&mut self, idle: u32) -> u32 {
        let longest = if self.clock.skips() { 1000 } else { 4000 };
        const BUSY_MICROS: u32 = (BUSY / 1000) as u32;
        match idle {
            ..SPINS => thread::yield_now(),
            _ => thread::sleep(Duration::from_micros(idle.min(longest).into())),
        }
        // By now it has been as long as a thread must compute to count as busy.
        if idle * 16 > BUSY_MICROS {
            self.ask_for_samples();
        }
        if idle > longest && !self.clock.skips() {
            self.look_for_sleepers();
        }
        longer(idle, longest)
    }
}

/// For how many looks in vain the core is but offered to others.
const SPINS: u32 = 20;

/// After how much nothing has happened for `idle`: a sixteenth more, at most just beyond `longest`.
fn longer(idle: u32, longest: u32) -> u32 {
    (idle + 1 + idle / 16).min(longest + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_the_longest_and_stay_there() {
        let mut pauses = vec![0];
        for _ in 0..200 {
            pauses.push(longer(pauses[pauses.len() - 1], 1000));
        }
        assert_eq!(pauses[..4], [0, 1, 2, 3]);
        assert!(pauses.is_sorted());
        assert_eq!(pauses[200], 1001);
    }
}
