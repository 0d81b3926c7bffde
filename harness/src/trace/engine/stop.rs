//! Threads, what the kernel reports of them, and how a stopped one is let go on.
//!
//! A thread that runs can be interrupted or killed. All else may be asked of a stopped one alone, and
//! [`Stopped`] is there only while it is.

#![allow(unsafe_code)] // nix knows no signals beyond the named ones, and no PTRACE_LISTEN.

use libc::c_int;
use nix::errno::Errno;
use nix::sys::ptrace::{self, Options};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::Registers;

/// A thread of the program, whatever it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::trace) struct Thread(Pid);

/// A thread that is stopped, until [`Stopped::resume`].
#[derive(Debug)]
#[must_use = "it stays stopped until it is resumed"]
pub(in crate::trace) struct Stopped(Thread);

/// What the kernel reports.
#[derive(Debug)]
pub(in crate::trace) enum Event {
    Stopped(Stopped, Stop),
    /// A thread has ended, with this exit code.
    Exited(Thread, c_int),
    /// A thread has been ended by this signal.
    Killed(Thread, c_int),
}

/// Why a thread is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::trace) enum Stop {
    /// It is about to make a syscall that the filter names.
    Syscall,
    /// It enters a syscall that it makes again, or returns from one.
    Return,
    /// It has become another program.
    Exec,
    /// It has started a thread, or a process.
    Start,
    /// It is about to end.
    Exit,
    /// It was interrupted, or has just begun, or a signal has stopped its process.
    Halt(c_int),
    /// A signal has come for it.
    Signal(c_int),
}

/// Until when a thread goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::trace) enum Until {
    /// Until something happens to it.
    Event,
    /// Until it enters a syscall or returns from one, too.
    Return,
    /// It stays stopped by its signal, until another one lets it continue.
    Continued,
}

/// What a traced program reports, and that it dies with its tracer.
const OPTIONS: Options = Options::PTRACE_O_EXITKILL
    .union(Options::PTRACE_O_TRACESECCOMP)
    .union(Options::PTRACE_O_TRACESYSGOOD)
    .union(Options::PTRACE_O_TRACEEXEC)
    .union(Options::PTRACE_O_TRACECLONE)
    .union(Options::PTRACE_O_TRACEFORK)
    .union(Options::PTRACE_O_TRACEVFORK)
    .union(Options::PTRACE_O_TRACEEXIT);

impl Thread {
    pub(in crate::trace) fn new(id: Pid) -> Self {
        Self(id)
    }

    /// Its number, as the system counts threads.
    pub(in crate::trace) fn id(self) -> Pid {
        self.0
    }

    /// Asks it to stop, which is reported as [`Stop::Halt`], or as the return from what it waits in.
    ///
    /// # Errors
    /// `ESRCH` when it has been killed.
    pub(in crate::trace) fn interrupt(self) -> Result<(), Errno> {
        ptrace::interrupt(self.0)
    }

    /// Kills its process. Who has ended already is no worse off.
    pub(in crate::trace) fn kill(self) {
        let _ = kill(self.0, Signal::SIGKILL);
    }
}

impl Stopped {
    pub(in crate::trace) fn thread(&self) -> Thread {
        self.0
    }

    /// # Errors
    /// `ESRCH` when it has been killed meanwhile, as in all that is asked here.
    pub(in crate::trace) fn registers(&self) -> Result<Registers, Errno> {
        Registers::read(self.0.id())
    }

    /// # Errors
    /// `EIO` for what the system lets nobody set.
    pub(in crate::trace) fn set_registers(&self, registers: Registers) -> Result<(), Errno> {
        registers.write(self.0.id())
    }

    /// Whether the kernel itself has sent the signal that it is stopped by, for no address of memory.
    pub(in crate::trace) fn is_faulted(&self) -> Result<bool, Errno> {
        /// As `asm-generic/siginfo.h` has it.
        const SI_KERNEL: c_int = 0x80;
        ptrace::getsiginfo(self.0.id()).map(|signal| signal.si_code == SI_KERNEL)
    }

    /// The thread or process that it has started, at [`Stop::Start`].
    pub(in crate::trace) fn started(&self) -> Result<Thread, Errno> {
        let id = ptrace::getevent(self.0.id())?;
        Ok(Thread(Pid::from_raw(id as i32)))
    }

    /// Has it and all that it starts report what a tracer must know.
    pub(in crate::trace) fn report_all(&self) -> Result<(), Errno> {
        ptrace::setoptions(self.0.id(), OPTIONS)
    }

    /// Lets it go on, with this signal unless it is 0.
    pub(in crate::trace) fn resume(self, until: Until, signal: c_int) -> Result<(), Errno> {
        let request = match until {
            Until::Event => libc::PTRACE_CONT,
            Until::Return => libc::PTRACE_SYSCALL,
            Until::Continued => libc::PTRACE_LISTEN,
        };
        let thread = self.0.id().as_raw();
        let nothing = std::ptr::null_mut::<libc::c_void>();
        // SAFETY: these requests take no address, and as data no more than the number of a signal.
        let result = unsafe { libc::ptrace(request, thread, nothing, signal as usize) };
        Errno::result(result).map(drop)
    }
}

/// What has happened to one of this thread's tracees; `None` if nothing has yet.
///
/// # Errors
/// `ECHILD` when there is none any more.
pub(in crate::trace) fn next() -> Result<Option<Event>, Errno> {
    let mut status = 0;
    let options = libc::__WALL | libc::__WNOTHREAD | libc::WNOHANG;
    // SAFETY: `status` is a place for the status, and lives long enough.
    let id = Errno::result(unsafe { libc::waitpid(-1, &mut status, options) })?;
    Ok((id != 0).then(|| event(Thread(Pid::from_raw(id)), status)))
}

fn event(thread: Thread, status: c_int) -> Event {
    if libc::WIFEXITED(status) {
        return Event::Exited(thread, libc::WEXITSTATUS(status));
    }
    if libc::WIFSIGNALED(status) {
        return Event::Killed(thread, libc::WTERMSIG(status));
    }
    let signal = libc::WSTOPSIG(status);
    let stop = match status >> 16 {
        0 if signal == libc::SIGTRAP | 0x80 => Stop::Return,
        0 => Stop::Signal(signal),
        libc::PTRACE_EVENT_SECCOMP => Stop::Syscall,
        libc::PTRACE_EVENT_EXEC => Stop::Exec,
        libc::PTRACE_EVENT_EXIT => Stop::Exit,
        libc::PTRACE_EVENT_STOP => Stop::Halt(signal),
        _ => Stop::Start,
    };
    Event::Stopped(Stopped(thread), stop)
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREAD: Thread = Thread(Pid::from_raw(7));

    /// Why a thread is stopped by this signal, in this event.
    fn stopped(signal: c_int, ptrace_event: c_int) -> Stop {
        match event(THREAD, ptrace_event << 16 | signal << 8 | 0x7f) {
            Event::Stopped(_, stop) => stop,
            ended => panic!("{ended:?}"),
        }
    }

    #[test]
    fn an_end_is_told_with_its_code_or_its_signal() {
        assert!(matches!(event(THREAD, 0), Event::Exited(THREAD, 0)));
        assert!(matches!(event(THREAD, 255 << 8), Event::Exited(_, 255)));
        let killed = event(THREAD, libc::SIGKILL);
        assert!(matches!(killed, Event::Killed(THREAD, libc::SIGKILL)));
        let with_a_core = event(THREAD, libc::SIGSEGV | 0x80);
        assert!(matches!(with_a_core, Event::Killed(_, libc::SIGSEGV)));
    }

    #[test]
    fn a_trap_at_a_syscall_is_no_signal_and_a_trap_of_the_programs_own_is() {
        assert_eq!(stopped(libc::SIGTRAP | 0x80, 0), Stop::Return);
        assert_eq!(stopped(libc::SIGTRAP, 0), Stop::Signal(libc::SIGTRAP));
        assert_eq!(stopped(libc::SIGRTMIN(), 0), Stop::Signal(libc::SIGRTMIN()));
    }

    #[test]
    fn events_are_told_apart() {
        let event = |event| stopped(libc::SIGTRAP, event);
        assert_eq!(event(libc::PTRACE_EVENT_SECCOMP), Stop::Syscall);
        assert_eq!(event(libc::PTRACE_EVENT_EXEC), Stop::Exec);
        assert_eq!(event(libc::PTRACE_EVENT_EXIT), Stop::Exit);
        assert_eq!(event(libc::PTRACE_EVENT_STOP), Stop::Halt(libc::SIGTRAP));
        for start in [
            libc::PTRACE_EVENT_CLONE,
            libc::PTRACE_EVENT_FORK,
            libc::PTRACE_EVENT_VFORK,
        ] {
            assert_eq!(event(start), Stop::Start);
        }
        let group = stopped(libc::SIGSTOP, libc::PTRACE_EVENT_STOP);
        assert_eq!(group, Stop::Halt(libc::SIGSTOP));
    }
}
