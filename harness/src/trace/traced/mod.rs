//! Runs a program under ptrace and records every wait in it: one loop that takes a stop from the engine,
//! asks the timekeeper and the guard what to do, tells the recorder what was seen, and resumes.
//!
//! A seccomp filter stops the program only at syscalls that concern time; all others run at full
//! speed. On the virtual clock a wait's timeout is taken away before the kernel sees it. When
//! all threads are asleep, the clock jumps to the earliest deadline, and that one wait is
//! interrupted and made to return as if its time were over; where a thread would fall asleep last and
//! wake up first, it need not even begin. Whatever else ends a wait - a wake-up, data, a signal, a child's
//! end - is the kernel's own doing, and needs no simulation. On the wall clock every syscall is left as
//! it is.
//!
//! - `tracee`: one thread of the program.
//! - `events`: what is done when a thread begins, stops for another reason, or ends.
//! - `requests`: what is done at a syscall that concerns time.
//! - `files`: what the program opens, and the stamps that it gives its files.
//! - `told`: what the kernel tells by its own clocks, changed to what it is by the program's.
//! - `waits`: what becomes of a wait, from its beginning to its end.
//! - `returns`: what a syscall whose timeout was taken away returns.
//! - `sleepers`: threads that are asleep in a syscall without a timeout.
//! - `quiet`: whether all threads are asleep, and what then.
//! - `readings`: readings of the clock that do not stop the program, and what stops cost it.
//! - `computing`: what is noticed of a thread while it computes.
//! - `printing`: what the program prints.
//! - `ending`: how a run comes to its end, and what is told of it then.

mod computing;
mod ending;
mod events;
mod files;
mod printing;
mod quiet;
mod readings;
mod requests;
mod returns;
mod sleepers;
mod told;
mod tracee;
mod waits;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs::File;
use std::io::{self, ErrorKind};
use std::os::fd::AsFd;
use std::process::{Child, ChildStderr, ChildStdout};
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::time::ClockId;
use nix::unistd::Pid;
use tracing::debug;

use self::tracee::Tracee;
use super::engine::arch::{Page, Tsc, Vdso};
use super::engine::cost::Cost;
use super::engine::cpu::{CpuTime, clock_reading};
use super::engine::descriptors::Inherited;
use super::engine::proc_stat::ProcStat;
use super::engine::timers::Timerfd;
use super::engine::{Thread, filter, start, stop};
use super::guard::Guard;
use super::output::{Line, LineSplitter};
use super::recorder::Recorder;
use super::stack::Stacks;
use super::syscalls::{self, Disagreement};
use super::timekeeper::{
    Base, Clock, Deadlines, Mode, Reading, Stamps, Target, Timers, Unskippable,
};
use super::{Command, End, Error, Nanos, Trace};
use crate::trace;

/// After how many events at the latest it is checked whether a run must end: a program with very many
/// processes may have another one ready all the time.
const CHECKS: u64 = 64;

/// After what time at the latest, should each of them take long.
const CHECK_EVERY: Duration = Duration::from_millis(20);

/// How often it is looked for the next event before anything else is.
const GLANCES: u32 = 16;

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
    let mode = match clock {
        trace::Clock::Virtual => Mode::Virtual,
        trace::Clock::Wall => Mode::Wall,
    };
    let base = machine_clocks();
    let started = Instant::now();
    let (child, leader) = start::start(
        command,
        &filter::program(syscalls::UNTRAPPED, syscalls::traps()),
        mode == Mode::Virtual,
    )?;
    let clock = Clock::new(mode, base);
    let mut tracer =
        Tracer::new(child, leader, clock, started, command, printed).map_err(refused)?;
    tracer.limit = limit.as_nanos() as Nanos;
    let end = tracer.follow(stop).map_err(|why| {
        tracer.kill_all();
        refused(why)
    })?;
    tracer.close();
    Ok(tracer.into_trace(command, end))
}

/// What the machine's clocks say now.
fn machine_clocks() -> Base {
    let read = |clock| clock_reading(clock).unwrap_or_default();
    Base {
        realtime: read(ClockId::CLOCK_REALTIME),
        monotonic: read(ClockId::CLOCK_MONOTONIC),
        raw: read(ClockId::CLOCK_MONOTONIC_RAW),
        boottime: read(ClockId::CLOCK_BOOTTIME),
        tai: read(ClockId::CLOCK_TAI),
    }
}

/// A timer of some process's.
type TimerKey = (Pid, Target);

struct Tracer<'a, F> {
    leader: Thread,
    clock: Clock,
    started: Instant,
    cpu: CpuTime,
    deadlines: Deadlines<Thread>,
    timers: Timers<TimerKey>,
    /// The program's own timers, where they have a descriptor.
    timerfds: BTreeMap<usize, Timerfd>,
    stamps: Stamps,
    /// Stamps that files were given by the program itself, on the machine's clock.
    own_stamps: HashSet<Nanos>,
    /// CPU time of each process that was the tracer's doing.
    refunds: HashMap<Pid, Nanos>,
    /// What a stop costs the program, once there were enough of them to ask.
    cost: Option<Cost>,
    stops: u32,
    tsc: Tsc,
    /// What reads the clock in a process without a stop, and what it was told last.
    vdsos: HashMap<Pid, Vdso>,
    published: HashMap<Pid, Page>,
    /// The stack pointers of readings in each process that are known not to be the turn of an event loop.
    places: HashMap<Pid, [u64; 2]>,
    /// How often each process was looked at when it read the clock.
    looks: HashMap<Pid, usize>,
    /// Files that stand for one of the machine's, as long as somebody may open them.
    uptimes: Vec<File>,
    guard: Guard,
    tracees: BTreeMap<Thread, Tracee>,
    /// Those that run, or are in a syscall that says nothing about time.
    running: BTreeSet<Thread>,
    /// Those that wait and may be woken by another.
    wakeable: BTreeSet<Thread>,
    /// Whether a signal may have woken one of the others.
    is_signalled: bool,
    /// Threads that were seen before the syscall which started them was.
    early: HashSet<Thread>,
    stacks: Stacks,
    recorder: Recorder,
    command: &'a Command,
    limit: Nanos,
    stdout: ChildStdout,
    stderr: ChildStderr,
    buffer: Box<[u8]>,
    lines: LineSplitter,
    printed: F,
    printed_bytes: u64,
    inherited: Inherited,
    has_internet: bool,
    has_socket_timeouts: bool,
    /// Whether some descriptor may lead outside.
    may_lead_out: bool,
    /// Whether files may have been stamped.
    writes_files: bool,
    disagreements: BTreeSet<Disagreement>,
    /// When a thread was stopped last: real time, and time here.
    stopped: (Nanos, Nanos),
    /// Whether time passes because the kernel has something under way.
    is_settling: bool,
    /// The tracer's own thread: what holds it up holds up the program.
    own: ProcStat,
    /// How long the main thread had no core, when it ended.
    starved: Option<Nanos>,
    /// How long both had none when time began to pass, if it does.
    held_up_before: Option<Nanos>,
    /// When the program ended, and how.
    ended: Option<(Nanos, End)>,
}

impl<'a, F: FnMut(&Line)> Tracer<'a, F> {
    fn new(
        mut child: Child,
        leader: Thread,
        clock: Clock,
        started: Instant,
        command: &'a Command,
        printed: F,
    ) -> io::Result<Self> {
        let missing = || io::Error::from(ErrorKind::BrokenPipe);
        let stdout = child.stdout.take().ok_or_else(missing)?;
        let stderr = child.stderr.take().ok_or_else(missing)?;
        for pipe in [stdout.as_fd(), stderr.as_fd()] {
            fcntl(pipe, FcntlArg::F_SETFL(OFlag::O_NONBLOCK))?;
        }
        let mut tracer = Self {
            leader,
            clock,
            started,
            cpu: CpuTime::default(),
            deadlines: Deadlines::default(),
            timers: Timers::default(),
            timerfds: BTreeMap::new(),
            stamps: Stamps::default(),
            own_stamps: HashSet::new(),
            refunds: HashMap::new(),
            cost: None,
            stops: 0,
            tsc: Tsc::now(),
            vdsos: HashMap::new(),
            published: HashMap::new(),
            places: HashMap::new(),
            looks: HashMap::new(),
            uptimes: Vec::new(),
            guard: Guard::new(&command.limits),
            tracees: BTreeMap::new(),
            running: BTreeSet::new(),
            wakeable: BTreeSet::new(),
            is_signalled: false,
            early: HashSet::new(),
            stacks: Stacks::new(command.home.as_deref()),
            recorder: Recorder::default(),
            command,
            limit: Nanos::MAX,
            stdout,
            stderr,
            buffer: vec![0; 64 * 1024].into(),
            lines: LineSplitter::default(),
            printed,
            printed_bytes: 0,
            inherited: Inherited::of(leader.id()),
            has_internet: false,
            has_socket_timeouts: false,
            may_lead_out: Inherited::has_partner(leader.id()),
            writes_files: false,
            disagreements: BTreeSet::new(),
            stopped: (0, 0),
            is_settling: false,
            own: ProcStat::new(nix::unistd::gettid(), true),
            starved: None,
            held_up_before: None,
            ended: None,
        };
        tracer.take_in(leader);
        if !tracer.clock.skips() {
            tracer.held_up_before = tracer.held_up();
        }
        Ok(tracer)
    }

    /// Follows all threads until the last of them has gone.
    fn follow(&mut self, stop: &AtomicBool) -> io::Result<End> {
        let mut idle = 0_u32;
        let mut was_quiet = false;
        let mut events = 0_u64;
        let mut checked = Instant::now();
        loop {
            match stop::next() {
                Ok(Some(event)) => {
                    (idle, was_quiet) = (0, false);
                    self.settle();
                    self.is_settling = false;
                    events += 1;
                    match self.handle(event) {
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
                // Most often the next syscall is not far off, and until then nothing else has changed.
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
            let now = self.now();
            // Whoever waits for room in a full pipe goes on as soon as it is empty.
            if self.drain() || self.end_due() {
                (idle, was_quiet) = (0, false);
            } else if was_quiet {
                // All were asleep, and then nothing was reported: nothing will be.
                was_quiet = false;
                idle = match self.go_on_when_quiet() {
                    true => 0,
                    false => self.rest(idle),
                };
            } else if self.clock.skips() && self.is_quiet() {
                was_quiet = true;
            } else {
                idle = self.rest(idle);
            }
            if self.ended.is_none() {
                self.end_what_must_end(now, stop);
            }
        }
        Ok(self.ended.map_or(End::Interrupted, |(_, end)| end))
    }

    /// What the machine's clocks say.
    fn reading(&mut self) -> Reading {
        Reading {
            cpu: self.cpu.total(),
            real: self.started.elapsed().as_nanos() as Nanos,
        }
    }

    /// The time since the start.
    fn now(&mut self) -> Nanos {
        let reading = self.reading();
        self.clock.observe(reading)
    }

    /// Lets time pass from now on: the one place where a run falls back.
    fn give_up(&mut self, why: Unskippable) {
        if self.clock.skips() {
            debug!(%why, "time passes from now on");
            // It has done so since somebody was stopped last.
            self.is_settling = true;
            self.settle();
            let reading = self.reading();
            self.clock.give_up(why, reading);
            self.held_up_before = self.held_up();
        }
    }

    /// How long the main thread had no core so far, and who traces it.
    fn held_up(&self) -> Option<Nanos> {
        let leader = self.tracees.get(&self.leader);
        let program = leader.map_or(self.starved, |leader| leader.stat.starved());
        Some(self.own.starved()? + program?)
    }

    /// All processes of the program.
    fn processes(&self) -> HashSet<Pid> {
        self.tracees.values().map(|tracee| tracee.process).collect()
    }
}
