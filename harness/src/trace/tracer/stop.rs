//! What the kernel reports of a traced thread, and how the thread is let go on.

#![allow(unsafe_code)] // nix knows no signals beyond the named ones, and no PTRACE_LISTEN.

use libc::c_int;
use nix::errno::Errno;
use nix::unistd::Pid;

/// What has happened to a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// It is about to make a call that concerns time.
    Call,
    /// It enters a call that it makes again, or returns from one.
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
    /// It has ended, with this exit code.
    Exited(c_int),
    /// It has been ended by this signal.
    Killed(c_int),
}

/// How a thread goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// Until something happens to it.
    Event,
    /// Until it enters a call or returns from one, too.
    Return,
    /// It stays stopped by its signal, until another one lets it continue.
    Continued,
}

/// What has happened to one of this thread's tracees; `None` if nothing has yet.
///
/// # Errors
/// `ECHILD` when there is none any more.
pub(super) fn next() -> Result<Option<(Pid, Stop)>, Errno> {
    let mut status = 0;
    let options = libc::__WALL | libc::__WNOTHREAD | libc::WNOHANG;
    // SAFETY: `status` is a place for the status, and lives long enough.
    let pid = Errno::result(unsafe { libc::waitpid(-1, &mut status, options) })?;
    Ok((pid != 0).then(|| (Pid::from_raw(pid), decode(status))))
}

fn decode(status: c_int) -> Stop {
    if libc::WIFEXITED(status) {
        return Stop::Exited(libc::WEXITSTATUS(status));
    }
    if libc::WIFSIGNALED(status) {
        return Stop::Killed(libc::WTERMSIG(status));
    }
    let signal = libc::WSTOPSIG(status);
    match status >> 16 {
        0 if signal == libc::SIGTRAP | 0x80 => Stop::Return,
        0 => Stop::Signal(signal),
        libc::PTRACE_EVENT_SECCOMP => Stop::Call,
        libc::PTRACE_EVENT_EXEC => Stop::Exec,
        libc::PTRACE_EVENT_EXIT => Stop::Exit,
        libc::PTRACE_EVENT_STOP => Stop::Halt(signal),
        _ => Stop::Start,
    }
}

/// Lets a stopped thread go on, with this signal unless it is 0.
///
/// # Errors
/// `ESRCH` when it has been killed.
pub(super) fn go_on(thread: Pid, until: Until, signal: c_int) -> Result<(), Errno> {
    let request = match until {
        Until::Event => libc::PTRACE_CONT,
        Until::Return => libc::PTRACE_SYSCALL,
        Until::Continued => libc::PTRACE_LISTEN,
    };
    let nothing = std::ptr::null_mut::<libc::c_void>();
    // SAFETY: these requests take no address, and as data no more than the number of a signal.
    let result = unsafe { libc::ptrace(request, thread.as_raw(), nothing, signal as usize) };
    Errno::result(result).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The status of a thread that was stopped by this signal, in this event.
    fn stopped(signal: c_int, event: c_int) -> Stop {
        decode(event << 16 | signal << 8 | 0x7f)
    }

    #[test]
    fn an_end_is_told_with_its_code_or_its_signal() {
        assert_eq!(decode(0), Stop::Exited(0));
        assert_eq!(decode(255 << 8), Stop::Exited(255));
        assert_eq!(decode(libc::SIGKILL), Stop::Killed(libc::SIGKILL));
        let with_a_core = libc::SIGSEGV | 0x80;
        assert_eq!(decode(with_a_core), Stop::Killed(libc::SIGSEGV));
    }

    #[test]
    fn a_trap_at_a_call_is_no_signal_and_a_trap_of_the_programs_own_is() {
        assert_eq!(stopped(libc::SIGTRAP | 0x80, 0), Stop::Return);
        assert_eq!(stopped(libc::SIGTRAP, 0), Stop::Signal(libc::SIGTRAP));
        assert_eq!(stopped(libc::SIGRTMIN(), 0), Stop::Signal(libc::SIGRTMIN()));
    }

    #[test]
    fn events_are_told_apart() {
        let event = |event| stopped(libc::SIGTRAP, event);
        assert_eq!(event(libc::PTRACE_EVENT_SECCOMP), Stop::Call);
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
