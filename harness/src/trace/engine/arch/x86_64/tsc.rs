//! The time-stamp counter on the virtual clock.
//!
//! [`forbid`] makes each reading of the counter a SIGSEGV, before the program is executed. At that
//! signal the tracer asks [`decode`] whether the instruction is such a reading, sets the registers to
//! [`Tsc::ticks`], steps over the instruction, and delivers nothing. Any other SIGSEGV is the program's.

#![allow(unsafe_code)] // Neither the counter nor this prctl is in any crate that is used here.

use std::arch::x86_64::{__cpuid, _rdtsc};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use libc::user_regs_struct as Registers;
use nix::time::{ClockId, clock_gettime};

/// No instruction is longer, in bytes.
pub(in crate::trace) const LONGEST: usize = 15;

/// An instruction that reads the counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::trace) struct Reading {
    /// How long the instruction is, in bytes.
    pub(in crate::trace) length: u8,
    /// Whether it is `rdtscp`, which tells the number of the processor, too.
    pub(in crate::trace) tells_processor: bool,
}

/// Whether `bytes`, the next that the program executes, read the counter.
pub(in crate::trace) fn decode(bytes: &[u8]) -> Option<Reading> {
    let is_prefix = |byte: &&u8| {
        // Operand and address size, repeat, segments; and REX, which widens registers.
        matches!(
            **byte,
            0x66 | 0x67 | 0xf2 | 0xf3 | 0x26 | 0x2e | 0x36 | 0x3e | 0x64 | 0x65
        ) || matches!(**byte, 0x40..=0x4f)
    };
    let prefixes = bytes.iter().take_while(is_prefix).count();
    let (opcode, tells_processor) = match bytes.get(prefixes..)? {
        [0x0f, 0x31, ..] => (2, false),
        [0x0f, 0x01, 0xf9, ..] => (3, true),
        _ => return None,
    };
    let length = prefixes + opcode;
    (length <= LONGEST).then_some(Reading {
        length: length as u8,
        tells_processor,
    })
}

impl Reading {
    /// Does in `registers` what the instruction does: the counter stands at `ticks`, and the thread
    /// runs on `processor`.
    pub(in crate::trace) fn answer(self, registers: &mut Registers, ticks: u64, processor: u32) {
        registers.rax = ticks & u64::from(u32::MAX);
        registers.rdx = ticks >> 32;
        if self.tells_processor {
            registers.rcx = processor.into();
        }
        registers.rip += u64::from(self.length);
    }
}

/// Makes each reading of the counter a SIGSEGV, in this thread and all that it starts, over `execve`.
/// Async-signal-safe. The kernel's own vDSO reads the counter, so it must not be there.
///
/// # Errors
/// When the system does not know how.
pub(in crate::trace) fn forbid() -> std::io::Result<()> {
    // SAFETY: this request takes a number and no address.
    match unsafe { libc::prctl(libc::PR_SET_TSC, libc::PR_TSC_SIGSEGV) } {
        0 => Ok(()),
        _ => Err(std::io::Error::last_os_error()),
    }
}

/// The counter, as a program on the virtual clock reads it.
#[derive(Debug, Clone, Copy)]
pub(in crate::trace) struct Tsc {
    /// What it stands at when the program is started.
    base: u64,
}

impl Tsc {
    /// The counter of a program that starts now.
    pub(in crate::trace) fn now() -> Self {
        Self {
            base: Instants::first_or_now().ticks,
        }
    }

    /// What it stands at when `now` nanoseconds have passed since the program was started, at the rate of
    /// the machine's own. The first time it may take two milliseconds to learn that.
    pub(in crate::trace) fn ticks(&self, now: u64) -> u64 {
        let rate = Rate::of_the_machine();
        self.base.wrapping_add(rate.ticks(now))
    }
}

/// How fast the counter goes: ticks in 2^32 nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rate(u64);

impl Rate {
    fn of_the_machine() -> Self {
        static RATE: OnceLock<Rate> = OnceLock::new();
        *RATE.get_or_init(|| {
            let measured = Self::measured(Instants::first());
            Self::told()
                .filter(|told| told.agrees_with(measured))
                .unwrap_or(measured)
        })
    }

    /// Between then and now, which is at least two milliseconds, so that reading both clocks one
    /// after the other makes no more than some millionths of difference.
    fn measured(from: Instants) -> Self {
        const SHORTEST: Duration = Duration::from_millis(2);
        let passed = Duration::from_nanos(Instants::now().nanos.saturating_sub(from.nanos));
        thread::sleep(SHORTEST.saturating_sub(passed));
        let to = Instants::now();
        Self::between(
            to.ticks.wrapping_sub(from.ticks),
            to.nanos.saturating_sub(from.nanos),
        )
    }

    fn between(ticks: u64, nanos: u64) -> Self {
        Self(((u128::from(ticks) << 32) / u128::from(nanos.max(1))) as u64)
    }

    /// As the processor itself says, where it does. A guest may have been moved to another.
    fn told() -> Option<Self> {
        const LEAF: u32 = 0x15;
        if __cpuid(0).eax < LEAF {
            return None;
        }
        let leaf = __cpuid(LEAF);
        let is_told = leaf.eax != 0 && leaf.ebx != 0 && leaf.ecx != 0;
        is_told.then(|| {
            let hertz = u64::from(leaf.ecx) * u64::from(leaf.ebx) / u64::from(leaf.eax);
            Self::between(hertz, 1_000_000_000)
        })
    }

    /// Whether both are the same but for a thousandth.
    fn agrees_with(self, other: Self) -> bool {
        self.0.abs_diff(other.0) < other.0 / 1000
    }

    fn ticks(self, nanos: u64) -> u64 {
        ((u128::from(nanos) * u128::from(self.0)) >> 32) as u64
    }
}

/// The counter and the clock, read at the same time.
#[derive(Debug, Clone, Copy)]
struct Instants {
    ticks: u64,
    nanos: u64,
}

impl Instants {
    /// When this was asked first.
    fn first() -> Self {
        static FIRST: OnceLock<Instants> = OnceLock::new();
        *FIRST.get_or_init(Self::now)
    }

    /// Now, which is remembered if this is asked first.
    fn first_or_now() -> Self {
        let now = Self::now();
        Self::first();
        now
    }

    /// Of several tries the one that took the least.
    fn now() -> Self {
        const TRIES: usize = 8;
        let read = || {
            let (before, nanos, after) = (counter(), raw(), counter());
            let took = after.wrapping_sub(before);
            (
                took,
                Self {
                    ticks: before.wrapping_add(took / 2),
                    nanos,
                },
            )
        };
        let tries = (1..TRIES).map(|_| read());
        tries
            .fold(
                read(),
                |best, next| if next.0 < best.0 { next } else { best },
            )
            .1
    }
}

fn counter() -> u64 {
    // SAFETY: every processor of this architecture has it.
    unsafe { _rdtsc() }
}

/// Nanoseconds by a clock that nobody slows down or speeds up.
fn raw() -> u64 {
    clock_gettime(ClockId::CLOCK_MONOTONIC_RAW)
        .map_or(0, |time| Duration::from(time).as_nanos() as u64)
}

#[cfg(test)]
mod tests;
