//! Runs a program on the wall clock where it cannot be traced.
//!
//! Three threads watch one program: one for each of its output streams and one for its end.
//! What they see comes together in [`run`], so that a program which keeps its output open,
//! or never ends, cannot hold up the harness.

use std::io::{self, ErrorKind, Read};
use std::process::Child;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::thread::{self, Builder};
use std::time::{Duration, Instant};

use super::output::{Line, LineSplitter, Output, Stream};
use super::process::{Ended, Unreaped};
use super::{Clock, Command, End, Error, Trace};

/// How long to wait for more output after the program and its process group have ended. Only
/// a process that left the group can still hold the output open then.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// How long output is read on altogether after that, however often more of it comes.
const LAST_CALL: Duration = Duration::from_secs(10);

/// How much output can have been on its way when the program ended, in bytes: two full pipes,
/// of at most a megabyte each, and what the watching threads hold. More comes from elsewhere.
const UNDER_WAY: usize = 4 * 1024 * 1024;

/// How often a run looks whether it has been told to stop.
const STOP_CHECK: Duration = Duration::from_millis(50);

/// How much is read at once, in bytes: as much as a pipe holds.
const READ: usize = 64 * 1024;

/// How many events may wait to be taken in; with [`READ`] this bounds the memory they take.
const BACKLOG: usize = 16;

/// What the watching threads see.
enum Event {
    Printed(Stream, Vec<u8>),
    Closed(Stream),
    Ended,
}

/// Runs `command` until it ends, `limit` is over, or `stop` is set; shows each line to `printed`.
///
/// Its process group is killed in the end with all that is left in it.
///
/// # Errors
/// When the program cannot be started, or the system does not say how it ended.
pub(super) fn run(
    command: &Command,
    limit: Duration,
    stop: &AtomicBool,
    printed: impl FnMut(&Line),
) -> Result<Trace, Error> {
    let program = &command.program;
    let started = Instant::now();
    let child = start(command)?;
    let process = Unreaped::new(child.id());
    let events = watch(child, process, started).map_err(|cause| {
        process.kill();
        Error::Wait {
            program: program.clone(),
            cause,
        }
    })?;

    let mut run = Run {
        process,
        started,
        limit,
        killed: None,
        ended: None,
    };
    let output = run.follow(&events, stop, printed);
    let total = run.ended.unwrap_or_else(|| started.elapsed());
    let starved = process.starved();
    let Ended { status, cpu } = process.reap().map_err(|cause| Error::Wait {
        program: program.clone(),
        cause,
    })?;
    let end = run.killed.unwrap_or(match status {
        Ok(code) => End::Exited(code),
        Err(signal) => End::Signalled(signal),
    });
    Ok(Trace {
        command: command.clone(),
        clock: Clock::Wall,
        clock_note: None,
        end,
        total,
        cpu,
        starved,
        output,
        record: None,
    })
}

/// Starts a program, confined if it is to be, because the thread that starts it is.
fn start(command: &Command) -> Result<Child, Error> {
    let failed = |cause| Error::Start {
        program: command.program.clone(),
        cause,
    };
    let mut process = command.process().map_err(failed)?;
    let child = match &command.sandbox {
        None => process.spawn().map_err(failed)?,
        Some(sandbox) => thread::scope(|scope| {
            let starting = scope.spawn(|| {
                sandbox.enter()?;
                process.spawn().map_err(failed)
            });
            starting.join().expect("starting does not panic")
        })?,
    };
    #[cfg(target_os = "linux")]
    if let Some(id) = rustix::process::Pid::from_raw(child.id() as i32) {
        // If it has gone already, there is nothing to limit.
        let _ = command.limits.impose(id);
    }
    Ok(child)
}

/// Starts the threads that watch a program.
fn watch(
    mut child: Child,
    process: Unreaped,
    started: Instant,
) -> io::Result<Receiver<(Duration, Event)>> {
    let (sender, events) = mpsc::sync_channel(BACKLOG);
    if let Some(stdout) = child.stdout.take() {
        let sender = sender.clone();
        Builder::new().spawn(move || read(stdout, Stream::Stdout, started, &sender))?;
    }
    if let Some(stderr) = child.stderr.take() {
        let sender = sender.clone();
        Builder::new().spawn(move || read(stderr, Stream::Stderr, started, &sender))?;
    }
    Builder::new().spawn(move || {
        // It can fail only for a process that is no child of ours any more: it has ended, too.
        let _ = process.wait_for_end();
        let _ = sender.send((started.elapsed(), Event::Ended));
    })?;
    Ok(events)
}

/// Passes on what arrives on one stream until it is closed, or nobody listens any more.
fn read(mut from: impl Read, stream: Stream, started: Instant, to: &SyncSender<(Duration, Event)>) {
    let mut buffer = vec![0; READ];
    loop {
        let event = match from.read(&mut buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Ok(0) | Err(_) => Event::Closed(stream),
            Ok(length) => Event::Printed(stream, buffer[..length].to_vec()),
        };
        let closed = matches!(event, Event::Closed(_));
        if to.send((started.elapsed(), event)).is_err() || closed {
            return;
        }
    }
}

/// A run under way.
struct Run {
    process: Unreaped,
    started: Instant,
    limit: Duration,
    /// Set when the harness has killed it.
    killed: Option<End>,
    ended: Option<Duration>,
}

impl Run {
    /// Takes in events until the program has ended and its output is closed.
    fn follow(
        &mut self,
        events: &Receiver<(Duration, Event)>,
        stop: &AtomicBool,
        mut printed: impl FnMut(&Line),
    ) -> Output {
        let mut recorder = LineSplitter::default();
        let mut open = 2;
        let mut heard = Instant::now();
        let mut after_end = 0;
        while self.ended.is_none() || open > 0 {
            let event = events.recv_timeout(STOP_CHECK);
            if event.is_ok() {
                heard = Instant::now();
            }
            match event {
                Ok((at, Event::Printed(stream, bytes))) => {
                    after_end += self.ended.map_or(0, |_| bytes.len());
                    recorder.take(stream, &bytes, self.before_end(at), &mut printed);
                }
                Ok((at, Event::Closed(stream))) => {
                    recorder.close(stream, self.before_end(at), &mut printed);
                    open -= 1;
                }
                Ok((at, Event::Ended)) => {
                    self.ended = Some(at);
                    self.process.kill();
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            match self.ended {
                None => self.kill_if_due(stop),
                Some(ended) => {
                    let is_silent = heard.elapsed() > LAST_WORDS;
                    let is_late = self.started.elapsed() > ended + LAST_CALL;
                    let is_told = stop.load(Ordering::Relaxed);
                    if is_silent || is_late || is_told || after_end > UNDER_WAY {
                        break;
                    }
                }
            }
        }
        let now = self.before_end(self.started.elapsed());
        recorder.close(Stream::Stdout, now, &mut printed);
        recorder.close(Stream::Stderr, now, &mut printed);
        let late = self
            .ended
            .is_some_and(|ended| self.started.elapsed() > ended + LAST_WORDS);
        recorder.into_output(open > 0 || late)
    }

    /// What is read after the end of the program was printed before it.
    fn before_end(&self, at: Duration) -> Duration {
        self.ended.map_or(at, |ended| ended.min(at))
    }

    fn kill_if_due(&mut self, stop: &AtomicBool) {
        let end = if stop.load(Ordering::Relaxed) {
            End::Interrupted
        } else if self.started.elapsed() > self.limit {
            End::TimedOut { limit: self.limit }
        } else {
            return;
        };
        self.killed.get_or_insert(end);
        self.process.kill();
    }
}
