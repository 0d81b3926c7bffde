//! Runs a program under ptrace and records every wait in it.
//!
//! A seccomp filter stops the program only at calls that concern time; all others run at full
//! speed. On the virtual clock a wait's timeout is taken away before the kernel sees it. When
//! all threads are asleep, the clock jumps to the earliest deadline, and that one wait is
//! interrupted and made to return as if its time were over. Whatever else ends a wait - a wake-up,
//! data, a signal, a child's end - is the kernel's own doing, and needs no simulation. On the wall
//! clock every call is left as it is.
//!
//! - `start`: starts the program, stopped at its first instruction.
//! - `filter`: which calls stop it.
//! - `stop`: what the kernel reports of a thread.
//! - `stops`: what is done about it.
//! - `call`: what a stopped call can ask for.
//! - `decode`: reads what it does ask for.
//! - `waits`: what becomes of a wait, from its beginning to its end.
//! - `passing`: how time passes: by jumps, or by itself.
//! - `printing`: what the program prints.
//! - `timers`: timers that the program sets.
//! - `computing`: what is noticed of a thread while it computes.
//! - `clock`: the time since the start.
//! - `vitals`: what the system tells of a thread.
//! - `outside`: whether something outside the program can have a part in that.
//! - `tracee`: one thread of it, and what is recorded.
//! - `memory`: reads and writes its memory.
//! - `guard`: whether the program uses more than it may.
//! - `resolve`: from what was recorded to threads, waits and places in the source.

mod call;
mod clock;
mod computing;
mod decode;
mod filter;
mod guard;
pub(in crate::trace) mod memory;
mod outside;
mod passing;
mod printing;
mod resolve;
mod start;
mod stop;
mod stops;
mod timers;
mod tracee;
mod vitals;
mod waits;

use std::collections::{BTreeMap, HashSet};
use std::io::{self, ErrorKind};
use std::os::fd::AsFd;
use std::process::{Child, ChildStderr, ChildStdout};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::sys::ptrace::Options;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use self::call::Nanos;
use self::clock::Clock;
use self::guard::Guard;
use self::timers::Timers;
use self::tracee::{Record, Tracee};
use self::vitals::Vitals;
use super::output::{Line, Recorder};
use super::stack::Stacks;
use super::{Command, End, Error, MAX_WAITS, Trace};
use crate::trace;

/// How long tracing may take in real time. Computing moves the virtual clock, so its limit ends a
/// run; this is for a program that neither computes nor waits, and far off, because a busy machine
/// makes no difference to a verdict.
const LONGEST_TRACE: Duration = Duration::from_secs(600);

/// After how many events at the latest it is checked whether a run must end: a program with very many
/// processes may have another one ready all the time.
const CHECKS: u64 = 64;

/// After what time at the latest, should each of them take long.
const CHECK_EVERY: Duration = Duration::from_millis(20);

/// How often it is looked for the next event before anything else is.
const GLANCES: u32 = 4;

/// What a traced program reports, and that it dies with its tracer.
const OPTIONS: Options = Options::PTRACE_O_EXITKILL
    .union(Options::PTRACE_O_TRACESECCOMP)
    .union(Options::PTRACE_O_TRACESYSGOOD)
    .union(Options::PTRACE_O_TRACEEXEC)
    .union(Options::PTRACE_O_TRACECLONE)
    .union(Options::PTRACE_O_TRACEFORK)
    .union(Options::PTRACE_O_TRACEVFORK)
    .union(Options::PTRACE_O_TRACEEXIT);

/// Runs `command` until it ends, `limit` is over, or `stop` is set; shows each line to `printed`.
///
/// All that the program has started is killed when it ends.
///
/// # Errors
/// When the program cannot be started, or the system refuses to trace it.
pub(super) fn run(
    command: &Command,
    clock: trace::Clock,
    limit: Duration,
    stop: &AtomicBool,
    printed: impl FnMut(&Line),
) -> Result<Trace, Error> {
    let refused = |why: io::Error| Error::Refused {
        why: format!("tracing failed: {why}"),
    };
    let ticking = match clock {
        trace::Clock::Virtual => Clock::skipping(),
        trace::Clock::Wall => Clock::passing(),
    };
    let (child, leader) = start::start(command, &filter::program())?;
    let mut tracer = Tracer::new(child, leader, ticking, printed).map_err(refused)?;
    tracer.stacks = Stacks::new(command.home.as_deref());
    tracer.limit = limit.as_nanos() as Nanos;
    tracer.guard = Guard::new(command);
    if tracer.is_wall {
        tracer.let_pass();
    }
    let end = tracer.follow(stop).map_err(|why| {
        tracer.kill_all();
        refused(why)
    })?;
    tracer.close();
    let total = Duration::from_nanos(tracer.ended.map_or(0, |(at, _)| at));
    let cpu = Duration::from_nanos(tracer.clock.cpu());
    let record = resolve::record(&tracer.records, leader, &mut tracer.stacks);
    // Another thread that becomes a program takes the number of the main one, and has its own figures.
    let starved = tracer.held_up().zip(tracer.held_up_before);
    let starved = starved.map(|(now, before)| Duration::from_nanos(now.saturating_sub(before)));
    Ok(Trace {
        command: command.clone(),
        clock: match tracer.clock.skips() {
            true => trace::Clock::Virtual,
            false => trace::Clock::Wall,
        },
        clock_note: tracer
            .unskipped
            .map(|what| format!("waits were not skipped: {what}")),
        end,
        total,
        cpu,
        starved,
        output: tracer.recorder.into_output(false),
        record: Some(record),
    })
}

struct Tracer<F> {
    leader: Pid,
    clock: Clock,
    /// Whether all calls are left as they are.
    is_wall: bool,
    limit: Nanos,
    guard: Guard,
    tracees: BTreeMap<Pid, Tracee>,
    /// Threads that were seen before the call which started them was.
    early: HashSet<Pid>,
    timers: Timers,
    stacks: Stacks,
    records: Vec<(Pid, Record)>,
    /// How many waits are recorded.
    waits: usize,
    stdout: ChildStdout,
    stderr: ChildStderr,
    buffer: Box<[u8]>,
    recorder: Recorder,
    printed: F,
    /// Why waits are not skipped any more, if they are not.
    unskipped: Option<&'static str>,
    has_internet: bool,
    has_socket_timeouts: bool,
    /// The tracer's own thread: what holds it up holds up the program.
    own: Vitals,
    /// How long the main thread had no core, when it ended.
    starved: Option<Nanos>,
    /// How long both had none when time began to pass, if it does.
    held_up_before: Option<Nanos>,
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
            is_wall: !clock.skips(),
            clock,
            limit: Nanos::MAX,
            guard: Guard::default(),
            tracees: BTreeMap::from([(leader, Tracee::new(leader, Vitals::new(leader, 0), 0))]),
            early: HashSet::new(),
            timers: Timers::default(),
            stacks: Stacks::default(),
            records: Vec::new(),
            waits: 0,
            stdout,
            stderr,
            buffer: vec![0; 64 * 1024].into(),
            recorder: Recorder::default(),
            printed,
            unskipped: None,
            has_internet: false,
            has_socket_timeouts: false,
            own: Vitals::new(nix::unistd::gettid(), 0),
            starved: None,
            held_up_before: None,
            ended: None,
        })
    }

    /// Follows all threads until the last of them has gone.
    fn follow(&mut self, stop: &AtomicBool) -> io::Result<End> {
        let started = Instant::now();
        let mut idle = 0_u32;
        let mut was_quiet = false;
        let mut events = 0_u64;
        let mut checked = started;
        loop {
            match stop::next() {
                Ok(Some((pid, stop))) => {
                    (idle, was_quiet) = (0, false);
                    events += 1;
                    match self.handle(pid, stop) {
                        // It was killed in the middle of it: its end is reported, too.
                        Err(Errno::ESRCH) | Ok(()) => {}
                        // Its registers hold what the system lets nobody set.
                        Err(Errno::EIO) if self.ended.is_none() => self.kill(End::Untraceable),
                        Err(error) => return Err(error.into()),
                    }
                    if !events.is_multiple_of(CHECKS) && checked.elapsed() < CHECK_EVERY {
                        continue;
                    }
                }
                // Most often the next call is not far off, and until then nothing else has changed.
                Ok(None) if idle < GLANCES => {
                    idle += 1;
                    thread::yield_now();
                    continue;
                }
                Ok(None) => {}
                Err(Errno::ECHILD) => break,
                Err(Errno::EINTR) => continue,
                Err(error) => return Err(error.into()),
            }
            checked = Instant::now();
            let now = self.clock.now();
            // Whoever waits for room in a full pipe goes on as soon as it is empty.
            if self.drain(now) || self.end_due(now) {
                (idle, was_quiet) = (0, false);
            } else if was_quiet {
                // All were asleep, and then nothing was reported: nothing will be.
                self.skip();
                (idle, was_quiet) = (0, false);
            } else if self.clock.skips() && self.is_quiet() {
                was_quiet = true;
            } else {
                idle = self.rest(idle);
            }
            if self.ended.is_none() {
                let limit = Duration::from_nanos(self.limit);
                if stop.load(Ordering::Relaxed) {
                    self.kill(End::Interrupted);
                } else if now > self.limit || started.elapsed() > LONGEST_TRACE {
                    self.kill(End::TimedOut { limit });
                } else if self.waits > MAX_WAITS {
                    self.kill(End::TooManyWaits);
                } else if let Some(excess) = self.excess() {
                    self.kill(End::Exceeded(excess));
                }
            }
        }
        Ok(self.ended.map_or(End::Interrupted, |(_, end)| end))
    }

    fn kill(&mut self, end: End) {
        self.ended = Some((self.clock.now(), end));
        self.break_off(|_, _| true);
        self.kill_all();
    }

    fn kill_all(&self) {
        for pid in self.tracees.keys() {
            let _ = kill(*pid, Signal::SIGKILL);
        }
    }
}
