//! Reads the times that a syscall is given, and tells by which clock they go.

use nix::unistd::Pid;

use crate::trace::Nanos;
use crate::trace::engine::memory;
use crate::trace::proc_text;
use crate::trace::timekeeper::{ClockId, Timeout};

/// What has to be read of a stopped process besides its registers.
pub(in crate::trace) trait Process {
    /// Two words of its memory, one behind the other; `None` where nothing is mapped.
    fn words(&self, address: u64) -> Option<[u64; 2]>;

    /// The kernel's number of the clock that the timer behind a file descriptor goes by; `None` if it
    /// is none.
    fn timer_clock(&self, descriptor: i32) -> Option<i32>;
}

impl Process for Pid {
    fn words(&self, address: u64) -> Option<[u64; 2]> {
        memory::words(*self, address)
    }

    fn timer_clock(&self, descriptor: i32) -> Option<i32> {
        let about = proc_text::read(format!("/proc/{self}/fdinfo/{descriptor}")).ok()?;
        proc_text::entry(&about, "clockid:")?.parse().ok()
    }
}

/// The second of two times at an address, which may be any.
pub(super) fn second(address: u64) -> u64 {
    address.wrapping_add(16)
}

/// A time that counts from now on.
pub(super) fn relative(process: &dyn Process, at: u64) -> Timeout {
    duration(process, at, 1).map_or(Timeout::Never, Timeout::After)
}

/// A time by a clock.
pub(super) fn absolute(process: &dyn Process, at: u64, clock: ClockId) -> Timeout {
    duration(process, at, 1).map_or(Timeout::Never, |time| Timeout::At(clock, time))
}

/// Seconds and, in units of `unit` nanoseconds, the rest. What is not valid is left to the kernel.
pub(super) fn duration(process: &dyn Process, at: u64, unit: u64) -> Option<Nanos> {
    let [seconds, rest] = process.words(at)?;
    if seconds > i64::MAX as u64 || rest >= 1_000_000_000 / unit {
        return None;
    }
    Some(
        seconds
            .saturating_mul(1_000_000_000)
            .saturating_add(rest * unit),
    )
}

/// Seconds and microseconds as `select` takes them, which alone allows a million and more of these.
pub(super) fn timeval(process: &dyn Process, at: u64) -> Option<Nanos> {
    let [seconds, micros] = process.words(at)?;
    let (seconds, micros) = (i64::try_from(seconds).ok()?, i64::try_from(micros).ok()?);
    Some(
        (seconds as Nanos)
            .saturating_mul(1_000_000_000)
            .saturating_add((micros as Nanos).saturating_mul(1000)),
    )
}

/// The clock that a number of the kernel's means, of those that go on with time. A coarse one is the
/// same clock, seen less often.
pub(super) fn clock(number: i32) -> Option<ClockId> {
    match number {
        libc::CLOCK_REALTIME | libc::CLOCK_REALTIME_COARSE | libc::CLOCK_REALTIME_ALARM => {
            Some(ClockId::Realtime)
        }
        libc::CLOCK_MONOTONIC | libc::CLOCK_MONOTONIC_COARSE => Some(ClockId::Monotonic),
        libc::CLOCK_MONOTONIC_RAW => Some(ClockId::Raw),
        libc::CLOCK_BOOTTIME | libc::CLOCK_BOOTTIME_ALARM => Some(ClockId::Boottime),
        libc::CLOCK_TAI => Some(ClockId::Tai),
        _ => None,
    }
}
