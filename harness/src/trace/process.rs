//! What the operating system knows of a process: its end, its CPU time, its wait for a core.

#![allow(unsafe_code)] // waitid that does not reap, and wait4: no safe call gives what they do.

use std::fs;
use std::io;
use std::mem::MaybeUninit;
use std::time::Duration;

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

/// How a process ended, and the CPU time that it and its children used.
pub(super) struct Ended {
    /// Its exit code, or the signal that ended it.
    pub(super) status: Result<i32, i32>,
    pub(super) cpu: Duration,
}

/// A child process that has not been reaped, so that its number is still its own.
#[derive(Clone, Copy)]
pub(super) struct Unreaped(libc::pid_t);

impl Unreaped {
    /// `id` is the number of a child that nobody else waits for.
    pub(super) fn new(id: u32) -> Self {
        Self(id as libc::pid_t)
    }

    /// Waits until the process has ended, and leaves it there: its number is not given to
    /// another, so its group can still be killed and its figures read.
    pub(super) fn wait_for_end(self) -> io::Result<()> {
        loop {
            let mut info = MaybeUninit::<libc::siginfo_t>::uninit();
            // SAFETY: `info` is writable and as large as waitid expects; it is not read.
            let result = unsafe {
                let options = libc::WEXITED | libc::WNOWAIT;
                libc::waitid(
                    libc::P_PID,
                    self.0 as libc::id_t,
                    info.as_mut_ptr(),
                    options,
                )
            };
            if result == 0 {
                return Ok(());
            }
            let error = io::Error::last_os_error();
            if error.kind() != io::ErrorKind::Interrupted {
                return Err(error);
            }
        }
    }

    /// Kills all processes of the group that this one leads, if any are left.
    pub(super) fn kill_group(self) {
        // The one way to fail is that nobody is left to kill.
        let _ = killpg(Pid::from_raw(self.0), Signal::SIGKILL);
    }

    /// How long its main thread was ready to run but no core was free for it.
    ///
    /// Linux says so in `/proc/PID/schedstat`: time on a core, time waiting for one, turns.
    pub(super) fn starved(self) -> Option<Duration> {
        let figures = fs::read_to_string(format!("/proc/{}/schedstat", self.0)).ok()?;
        let waiting = figures.split_whitespace().nth(1)?;
        Some(Duration::from_nanos(waiting.parse().ok()?))
    }

    /// Waits for the end of the process and frees its number.
    pub(super) fn reap(self) -> io::Result<Ended> {
        let mut status = 0;
        let mut usage = MaybeUninit::<libc::rusage>::uninit();
        // SAFETY: both places are writable and of the types that wait4 fills in.
        let result = unsafe { libc::wait4(self.0, &mut status, 0, usage.as_mut_ptr()) };
        if result == -1 {
            return Err(io::Error::last_os_error());
        }
        // SAFETY: wait4 has succeeded, and then it has filled in `usage`.
        let usage = unsafe { usage.assume_init() };
        let status = match libc::WIFEXITED(status) {
            true => Ok(libc::WEXITSTATUS(status)),
            false => Err(libc::WTERMSIG(status)),
        };
        Ok(Ended {
            status,
            cpu: duration(usage.ru_utime) + duration(usage.ru_stime),
        })
    }
}

fn duration(time: libc::timeval) -> Duration {
    Duration::from_secs(time.tv_sec as u64) + Duration::from_micros(time.tv_usec as u64)
}
