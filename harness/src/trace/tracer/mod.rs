//! Runs a program under ptrace and records every wait in it.
//!
//! A seccomp filter stops the program only at calls that concern time; all others run at full
//! speed. On the virtual clock a wait's timeout is taken away before the kernel sees it. When
//! all threads are asleep, the clock jumps to the earliest deadline, and that one wait is
//! interrupted and made to return as if its time were over. Whatever else ends a wait - a wake-up,
//! data, a signal, a child's end - is the kernel's own doing, and needs no simulation.
//!
//! - `start`: starts the program, stopped at its first instruction.
//! - `filter`: which calls stop it.
//! - `stops`: what is done when a thread stops.
//! - `call`: what a stopped call asks for.
//! - `clock`: the clock that it sees.
//! - `passing`: how time passes.
//! - `quiet`: whether anything can still happen before the next deadline.
//! - `outside`: whether a connection leads out of the program.
//! - `resolve`: from what was recorded to threads, waits and places in the source.
//! - `tracee`: one thread of it, and what is recorded.
//! - `memory`: reads and writes its memory.

mod call;
mod clock;
mod filter;
pub(in crate::trace) mod memory;
mod outside;
mod passing;
mod quiet;
mod resolve;
mod start;
mod stops;
mod tracee;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, ErrorKind, Read};
use std::os::fd::AsFd;
use std::process::{Child, ChildStderr, ChildStdout};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::sys::ptrace::Options;
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;

use self::call::Nanos;
use self::clock::Clock;
use self::tracee::{Record, Tracee};
use super::output::{Line, Recorder, Stream};
use super::stack::{Symbols, Unwinder};
use super::{Command, End, Error, Trace};
use crate::trace;

/// How long tracing may take in real time. Computing moves the virtual clock, so its limit ends a
/// run; this is for a program that neither computes nor waits, and far off, because a busy machine
/// makes no difference to a verdict.
const LONGEST_TRACE: Duration = Duration::from_secs(600);

/// What a traced program reports, and that it dies with its tracer.
const OPTIONS: Options = Options::PTRACE_O_EXITKILL
    .union(Options::PTRACE_O_TRACESECCOMP)
    .union(Options::PTRACE_O_TRACESYSGOOD)
    .union(Options::PTRACE_O_TRACEEXEC)
    .union(Options::PTRACE_O_TRACECLONE)
    .union(Options::PTRACE_O_TRACEFORK)
    .union(Options::PTRACE_O_TRACEVFORK)
    .union(Options::PTRACE_O_TRACEEXIT);

/// Runs `command` on the virtual clock until it ends, `limit` is over, or `stop` is set; shows
/// each line to `printed`.
///
/// The program gets no input, and all that it has started is killed when it ends.
///
/// # Errors
/// When the program cannot be started, or the system refuses to trace it.
pub(super) fn run(
    command: &Command,
    limit: Duration,
    stop: &AtomicBool,
    printed: impl FnMut(&Line),
) -> Result<Trace, Error> {
    let clock = Clock::start();
    let (child, leader) = start::start(command, &filter::program())?;
    let refused = |why: io::Error| Error::Refused {
        why: why.to_string(),
    };
    let mut tracer = Tracer::new(child, leader, clock, printed).map_err(refused)?;
    let end = tracer
        .follow(limit.as_nanos() as Nanos, stop)
        .map_err(|why| {
            tracer.kill_all();
            refused(why)
        })?;
    tracer.close();
    let total = Duration::from_nanos(tracer.ended.map_or(0, |(at, _)| at));
    let cpu = Duration::from_nanos(tracer.clock.cpu());
    let record = resolve::record(&tracer.records, leader, &mut tracer.symbols);
    let clock = match tracer.real {
        None => trace::Clock::Virtual,
        Some(_) => trace::Clock::Wall,
    };
    Ok(Trace {
        command: command.clone(),
        clock,
        clock_note: tracer
            .real
            .map(|what| format!("waits were not skipped: {what}")),
        end,
        total,
        cpu,
        starved: None,
        output: tracer.recorder.into_output(false),
        record: Some(record),
    })
}

struct Tracer<F> {
    leader: Pid,
    clock: Clock,
    tracees: BTreeMap<Pid, Tracee>,
    /// Threads that were seen before the call which started them was.
    early: HashSet<Pid>,
    unwinders: HashMap<Pid, Unwinder>,
    symbols: Symbols,
    records: Vec<(Pid, Record)>,
    stdout: ChildStdout,
    stderr: ChildStderr,
    recorder: Recorder,
    printed: F,
    /// Why waits pass in real time from now on, if they do.
    real: Option<&'static str>,
    /// Since when nothing has happened, while waits pass in real time.
    quiet_since: Option<Instant>,
    /// When the program ended, and how.
    ended: Option<(Nanos, End)>,
}

impl<F: FnMut(&Line)> Tracer<F> {
    fn new(mut child: Child, leader: Pid, clock: Clock, printed: F) -> io::Result<Self> {
        let missing = || io::Error::from(ErrorKind::BrokenPipe);
        let stdout = child.stdout.take().ok_or_else(missing)?;
        let stderr = child.stderr.take().ok_or_else(missing)?;
        for pipe in [stdout.as_fd(), stderr.as_fd()] {
            fcntl(pipe, FcntlArg::F_SETFL(OFlag::O_NONBLOCK))?;
        }
        Ok(Self {
            leader,
            clock,
            tracees: BTreeMap::from([(leader, Tracee::new(leader, 0))]),
            early: HashSet::new(),
            unwinders: HashMap::new(),
            symbols: Symbols::default(),
            records: Vec::new(),
            stdout,
            stderr,
            recorder: Recorder::default(),
            printed,
            real: None,
            quiet_since: None,
            ended: None,
        })
    }

    /// Follows all threads until the last of them has gone.
    fn follow(&mut self, limit: Nanos, stop: &AtomicBool) -> io::Result<End> {
        let started = Instant::now();
        let mut idle = 0_u32;
        loop {
            let flags = WaitPidFlag::__WALL | WaitPidFlag::__WNOTHREAD | WaitPidFlag::WNOHANG;
            let status = waitpid(None, Some(flags));
            self.drain();
            match status {
                Ok(WaitStatus::StillAlive) => {
                    // Whoever waits for room in a full pipe goes on as soon as it is empty.
                    let is_quiet = self.is_quiet() && !self.drain();
                    if is_quiet && (self.real.is_none() || self.has_passed()) {
                        self.advance();
                        idle = 0;
                    } else {
                        idle = self.rest(idle);
                    }
                }
                Ok(status) => {
                    self.let_pass();
                    idle = 0;
                    match self.handle(status) {
                        // It was killed in the middle of it: its end is reported, too.
                        Err(Errno::ESRCH) | Ok(()) => {}
                        Err(error) => return Err(error.into()),
                    }
                }
                Err(Errno::ECHILD) => break,
                Err(Errno::EINTR) => {}
                Err(error) => return Err(error.into()),
            }
            if self.ended.is_none() {
                if stop.load(Ordering::Relaxed) {
                    self.kill(End::Interrupted);
                } else if self.clock.now() > limit || started.elapsed() > LONGEST_TRACE {
                    self.kill(End::TimedOut {
                        limit: Duration::from_nanos(limit),
                    });
                }
            }
        }
        Ok(self.ended.map_or(End::Interrupted, |(_, end)| end))
    }

    fn kill(&mut self, end: End) {
        self.ended = Some((self.clock.now(), end));
        self.kill_all();
    }

    fn kill_all(&self) {
        for pid in self.tracees.keys() {
            let _ = kill(*pid, Signal::SIGKILL);
        }
    }

    /// Takes in what has been printed until now, and says whether there was anything. It is no more
    /// than can be there at once: a program that prints without end must not keep its tracer.
    fn drain(&mut self) -> bool {
        const AT_ONCE: usize = 16;
        let mut buffer = [0; 64 * 1024];
        let Self {
            stdout,
            stderr,
            recorder,
            printed,
            clock,
            ..
        } = self;
        let pipes: [(&mut dyn Read, Stream); 2] =
            [(stdout, Stream::Stdout), (stderr, Stream::Stderr)];
        let mut anything = false;
        for (pipe, stream) in pipes {
            for _ in 0..AT_ONCE {
                let Ok(length @ 1..) = pipe.read(&mut buffer) else {
                    break;
                };
                anything = true;
                let now = Duration::from_nanos(clock.now());
                recorder.take(stream, &buffer[..length], now, &mut *printed);
            }
        }
        anything
    }

    /// Takes in the last line of each stream, which may have no end.
    fn close(&mut self) {
        self.drain();
        let end = Duration::from_nanos(self.clock.now());
        self.recorder.close(Stream::Stdout, end, &mut self.printed);
        self.recorder.close(Stream::Stderr, end, &mut self.printed);
    }
}
