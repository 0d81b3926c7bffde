//! Starts a program so that it is traced from its first instruction on.

#![allow(unsafe_code)] // `pre_exec`: nothing else runs between fork and exec.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::process::CommandExt;
use std::process::Child;
use std::thread;

use nix::fcntl::OFlag;
use nix::sys::ptrace::{self, Options};
use nix::unistd::{Pid, pipe2};
use seccompiler::BpfProgram;

use super::Thread;
use super::arch::forbid_tsc;
use crate::sandbox::Sandbox;
use crate::trace::{Command, Error};

/// What the child fails with if it gets no filter: an error that no exec has.
const NO_FILTER: i32 = libc::EPROTO;

/// The first file that a program has besides its input and its two outputs.
const FIRST_OWN: u32 = 3;

/// What the child is told once it is traced, and what if it cannot be. The end of the pipe would not
/// tell it: it has an end to write to itself, and so have others that are being started.
const GO: u8 = 1;
const GIVE_UP: u8 = 0;

/// Starts `command`, stopped right after its `execve`, with this thread as its tracer.
///
/// `forbids_tsc` makes each reading of the time-stamp counter a signal. It is confined before it exists: the thread that starts it is. It is killed when its tracer ends,
/// whatever happens.
///
/// # Errors
/// When the program cannot be started or confined, or tracing is refused.
pub(in crate::trace) fn start(
    command: &Command,
    filter: &BpfProgram,
    forbids_tsc: bool,
) -> Result<(Child, Thread), Error> {
    let refused = |cause: io::Error| Error::Refused {
        why: format!("the system refuses to trace: {cause}"),
    };
    let pipe = || pipe2(OFlag::O_CLOEXEC).map_err(|cause| refused(cause.into()));
    let ((hello, child_hello), (child_go, go)) = (pipe()?, pipe()?);
    let (mut hello, mut go) = (File::from(hello), File::from(go));
    let (hello_fd, go_fd) = (child_hello.as_raw_fd(), child_go.as_raw_fd());
    let mut filters = vec![filter.clone()];
    let is_confined = command.sandbox.is_some();
    if is_confined {
        filters.push(Sandbox::no_more_filters());
    }

    let mut process = command.process().map_err(|cause| Error::Start {
        program: command.program.clone(),
        cause,
    })?;
    // SAFETY: the closure calls only what may be called between fork and exec: getpid, write,
    // read, close_range, prctl and seccomp, on memory that was allocated before.
    unsafe {
        process.pre_exec(move || {
            let id = libc::getpid().to_ne_bytes();
            let mut byte = 0_u8;
            if libc::write(hello_fd, id.as_ptr().cast(), id.len()) != id.len() as isize
                || libc::read(go_fd, (&raw mut byte).cast(), 1) != 1
                || byte != GO
            {
                return Err(io::Error::last_os_error());
            }
            // What the harness was started with is none of its business.
            if is_confined
                && libc::close_range(FIRST_OWN, u32::MAX, libc::CLOSE_RANGE_CLOEXEC as i32) != 0
            {
                return Err(io::Error::last_os_error());
            }
            if forbids_tsc {
                forbid_tsc()?;
            }
            let mut filters = filters.iter();
            filters
                .try_for_each(|filter| seccompiler::apply_filter(filter))
                .map_err(|_| io::Error::from_raw_os_error(NO_FILTER))
        });
    }

    // `spawn` returns only after the exec, and before that the child waits to be seized. Its
    // tracer must be this thread, so another one has to spawn it.
    thread::scope(|scope| {
        let sandbox = command.sandbox.as_ref();
        let spawning = scope.spawn(move || {
            let confined = sandbox.map_or(Ok(()), Sandbox::enter);
            let child = confined.map(|()| process.spawn());
            drop((child_hello, child_go));
            child
        });
        let mut id = [0; 4];
        let seized = hello.read_exact(&mut id).and_then(|()| {
            let pid = Pid::from_raw(i32::from_ne_bytes(id));
            let options = Options::PTRACE_O_EXITKILL
                | Options::PTRACE_O_TRACESECCOMP
                | Options::PTRACE_O_TRACESYSGOOD
                | Options::PTRACE_O_TRACEEXEC;
            let seized = ptrace::seize(pid, options);
            let process =
                rustix::process::Pid::from_raw(pid.as_raw()).ok_or(ErrorKind::NotFound)?;
            let limited = command.limits.impose(process);
            let is_ready = seized.is_ok() && limited.is_ok();
            go.write_all(&[if is_ready { GO } else { GIVE_UP }])?;
            seized?;
            limited?;
            Ok(pid)
        });
        let child = spawning.join().expect("spawning does not panic")?;
        match (seized, child) {
            (Ok(pid), Ok(child)) => Ok((child, Thread::new(pid))),
            (_, Err(cause)) if cause.raw_os_error() == Some(NO_FILTER) => Err(Error::Refused {
                why: "the system takes no seccomp filter".to_owned(),
            }),
            // It did not even come to say hello.
            (Err(silence), Err(cause)) if silence.kind() == ErrorKind::UnexpectedEof => {
                Err(Error::Start {
                    program: command.program.clone(),
                    cause,
                })
            }
            (Err(cause), _) => Err(refused(cause)),
            (_, Err(cause)) => Err(Error::Start {
                program: command.program.clone(),
                cause,
            }),
        }
    })
}
