//! What the operating system knows of a process: its end, its CPU time, its wait for a core.

#![allow(unsafe_code)] // wait4: no safe call tells what CPU time one child has used.

use std::fs;
use std::io::{self, ErrorKind};
use std::mem::MaybeUninit;
use std::time::Duration;

use nix::sys::signal::{Signal, kill, killpg};
use nix::unistd::Pid;
use rustix::io::Errno;
use rustix::process::{WaitId, WaitIdOptions};

use super::proc_text;

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
    /// another, so it can still be killed with its group, and its figures read.
    pub(super) fn wait_for_end(self) -> io::Result<()> {
        let process = rustix::process::Pid::from_raw(self.0).ok_or(ErrorKind::NotFound)?;
        loop {
            let ended = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
            match rustix::process::waitid(WaitId::Pid(process), ended) {
                Err(Errno::INTR) => {}
                result => return Ok(result.map(drop)?),
            }
        }
    }

    /// Kills it, and all processes of the group that it leads, or led at its start.
    pub(super) fn kill(self) {
        // The one way to fail is that nobody is left to kill.
        let process = Pid::from_raw(self.0);
        let _ = killpg(process, Signal::SIGKILL);
        let _ = kill(process, Signal::SIGKILL);
    }

    /// How long its main thread was ready to run but no core was free for it, because of other
    /// programs or of other threads of its own.
    ///
    /// Linux says so in `/proc/PID/schedstat`: time on a core, time waiting for one, turns.
    pub(super) fn starved(self) -> Option<Duration> {
        let figures = fs::read_to_string(format!("/proc/{}/schedstat", self.0)).ok()?;
        proc_text::figure(&figures, 1).map(Duration::from_nanos)
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
