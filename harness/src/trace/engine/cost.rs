//! What a stop costs the program: CPU time that the kernel charges to a thread for entering a stop and
//! leaving it, which it would not need without a tracer.
//!
//! It cannot be read off a single stop: the part before it is charged together with what the program
//! computed. So it is measured once, on a child of the harness that does nothing but stop.

#![allow(unsafe_code)] // fork, and what its child may call.

use std::io;
use std::sync::OnceLock;

use libc::c_int;
use nix::errno::Errno;
use nix::sys::ptrace::{self, Options};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::time::{ClockId, clock_gettime};
use nix::unistd::{ForkResult, Pid, fork};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, apply_filter};

use super::arch::{FILTERED, forbid_tsc};

/// What one stop of each kind costs, in nanoseconds of the program's CPU time: so much at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::trace) struct Cost {
    /// At a system call that the tracer answers itself.
    pub(in crate::trace) answered: u64,
    /// At a system call, and once more at its return.
    pub(in crate::trace) returned: u64,
    /// At a signal that the tracer takes away.
    pub(in crate::trace) signal: u64,
}

/// How often the child stops for one figure.
const STOPS: usize = 32;

/// A call that stops the child, and that nothing else of it makes.
const CALL: i64 = libc::SYS_getppid;

impl Cost {
    /// What stops cost on this machine, measured the first time that this is asked. Where that cannot
    /// be measured, nothing is taken off.
    pub(in crate::trace) fn of_the_machine() -> Self {
        static COST: OnceLock<Cost> = OnceLock::new();
        *COST.get_or_init(|| Self::measure().unwrap_or_default())
    }

    /// # Errors
    /// When the system lets nobody trace a child.
    pub(in crate::trace) fn measure() -> io::Result<Self> {
        let samples = samples()?;
        // The lowest, so that never more is taken off than a stop has cost: most others are dearer by
        // a fifth, and those where tracer and tracee run on two cores cost five times as much.
        let low = |kind: Kind| {
            let lowest = samples[kind as usize].iter().min();
            lowest.copied().unwrap_or_default()
        };
        Ok(Self {
            answered: low(Kind::Answered),
            returned: low(Kind::Returned),
            signal: low(Kind::Signal),
        })
    }
}

/// What is done at a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Answered,
    Returned,
    Signal,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Answered, Self::Returned, Self::Signal];
}

/// CPU time from one stop of the child to the next, in nanoseconds, of each kind.
pub(in crate::trace) fn samples() -> io::Result<[Vec<u64>; 3]> {
    let filter = filter();
    let _pinned = Pinned::here()?;
    // SAFETY: the child calls only what may be called after a fork, on memory that was allocated
    // before, and leaves by `_exit`.
    match unsafe { fork() }? {
        ForkResult::Child => unsafe { stop_and_exit(&filter) },
        ForkResult::Parent { child } => {
            let samples = watch(child);
            // By now it has ended, or something is wrong with it.
            let _ = nix::sys::signal::kill(child, nix::sys::signal::Signal::SIGKILL);
            let flags = WaitPidFlag::__WALL;
            while let Ok(WaitStatus::Stopped(..) | WaitStatus::PtraceEvent(..)) =
                waitpid(child, Some(flags))
            {}
            Ok(samples?)
        }
    }
}

/// Keeps this thread, and the child that it starts, on one core: on two a stop costs several times as
/// much, and then all of them do.
struct Pinned {
    before: libc::cpu_set_t,
}

impl Pinned {
    fn here() -> io::Result<Self> {
        const LENGTH: usize = size_of::<libc::cpu_set_t>();
        // SAFETY: a set is bits, of which none may be set, and both calls get its length.
        unsafe {
            let (mut before, mut core): (libc::cpu_set_t, libc::cpu_set_t) = std::mem::zeroed();
            Errno::result(libc::sched_getaffinity(0, LENGTH, &raw mut before))?;
            let number = Errno::result(libc::sched_getcpu())?;
            libc::CPU_SET(number as usize, &mut core);
            Errno::result(libc::sched_setaffinity(0, LENGTH, &raw const core))?;
            Ok(Self { before })
        }
    }
}

impl Drop for Pinned {
    fn drop(&mut self) {
        // SAFETY: the set is what the system gave.
        unsafe {
            libc::sched_setaffinity(0, size_of::<libc::cpu_set_t>(), &raw const self.before);
        }
    }
}

/// A filter that stops at one call.
fn filter() -> BpfProgram {
    let rules = [(CALL, Vec::new())].into();
    let stop = SeccompAction::Trace(0);
    SeccompFilter::new(rules, SeccompAction::Allow, stop, FILTERED)
        .and_then(BpfProgram::try_from)
        .expect("the rule above is well-formed")
}

/// The child: it stops as often as it is asked to, and ends.
///
/// # Safety
/// Only after a fork.
unsafe fn stop_and_exit(filter: &BpfProgram) -> ! {
    // SAFETY: these calls take numbers alone, and no allocator, lock or handler has a part in them.
    unsafe {
        let ready = libc::ptrace(libc::PTRACE_TRACEME, 0, 0, 0) == 0
            // As in a program that is traced: it makes each switch to a thread cost more.
            && forbid_tsc().is_ok()
            && libc::raise(libc::SIGSTOP) == 0
            && apply_filter(filter).is_ok();
        if !ready {
            libc::_exit(1);
        }
        // Once more than is measured: a sample lies between two stops.
        for kind in Kind::ALL {
            for _ in 0..=STOPS {
                match kind {
                    Kind::Signal => libc::syscall(
                        libc::SYS_tgkill,
                        libc::getpid(),
                        libc::gettid(),
                        libc::SIGURG,
                    ),
                    _ => libc::syscall(CALL),
                };
            }
        }
        libc::_exit(0)
    }
}

/// The tracer of that child.
fn watch(child: Pid) -> Result<[Vec<u64>; 3], Errno> {
    let mut samples = [const { Vec::new() }; 3];
    wait(child)?;
    ptrace::setoptions(
        child,
        Options::PTRACE_O_EXITKILL
            | Options::PTRACE_O_TRACESECCOMP
            | Options::PTRACE_O_TRACESYSGOOD,
    )?;
    ptrace::cont(child, None)?;
    for kind in Kind::ALL {
        let mut before = None;
        for _ in 0..=STOPS {
            wait(child)?;
            let cpu = cpu(child)?;
            samples[kind as usize].extend(before.map(|before| cpu.saturating_sub(before)));
            before = Some(cpu);
            // What is asked and set at most stops.
            let mut registers = ptrace::getregs(child)?;
            match kind {
                Kind::Answered => {
                    registers.orig_rax = u64::MAX;
                    registers.rax = 0;
                    ptrace::setregs(child, registers)?;
                }
                Kind::Returned => {
                    ptrace::syscall(child, None)?;
                    wait(child)?;
                }
                Kind::Signal => {}
            }
            ptrace::cont(child, None)?;
        }
    }
    Ok(samples)
}

fn wait(child: Pid) -> Result<(), Errno> {
    match waitpid(child, Some(WaitPidFlag::__WALL))? {
        WaitStatus::Exited(..) | WaitStatus::Signaled(..) => Err(Errno::ECHILD),
        _ => Ok(()),
    }
}

/// The CPU time of a process, in nanoseconds.
fn cpu(process: Pid) -> Result<u64, Errno> {
    /// How the number of a process becomes that of its clock, as Linux has it: shifted and inverted,
    /// and behind it the kind of the clock, here the one that the scheduler keeps.
    const KIND: c_int = 2;
    let time = clock_gettime(ClockId::from_raw(!process.as_raw() << 3 | KIND))?;
    Ok(time.tv_sec() as u64 * 1_000_000_000 + time.tv_nsec() as u64)
}

#[cfg(test)]
mod tests;
