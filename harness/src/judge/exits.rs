//! Judges how a program ended: by itself, with exit code 0.

use std::sync::Arc;
use std::time::Duration;

use nix::sys::signal::Signal;

use super::{Criterion, CriterionName, Status, count, shortened};
use crate::band::{Band, Nominal};
use crate::catalog::Run;
use crate::trace::{End, LIBRARIES, Line, MAX_WAITS, Site, Stream, Trace};

/// How many lines are shown of what a program that crashed said on standard error: a panic's
/// place and message, and the calls that led to it, where they are few.
const LAST_WORDS: usize = 10;

/// Judges a run; `expected` is what to hold it against if it does not end by itself.
pub(super) fn judge(expected: Option<&Run>, trace: &Trace) -> Criterion {
    let (status, message) = match trace.end {
        End::Exited(0) => (Status::Passed, "exit 0".to_owned()),
        End::Exited(code) => (
            Status::Failed,
            format!("ended with exit code {code}, expected 0"),
        ),
        End::Signalled(libc::SIGSEGV) => (
            Status::Failed,
            "ended by SIGSEGV, which most often is a recursion without end".to_owned(),
        ),
        End::Signalled(signal) => (Status::Failed, format!("ended by {}", signal_name(signal))),
        End::TimedOut { limit } => timed_out(expected, trace, limit),
        End::TooManyWaits => (
            Status::Failed,
            format!(
                "still running after {MAX_WAITS} waits, and killed; {}",
                how_far(expected, trace)
            ),
        ),
        End::Exceeded(excess) => (
            Status::Failed,
            format!("{excess}, and was killed; {}", how_far(expected, trace)),
        ),
        End::Untraceable => (
            Status::Failed,
            format!(
                "was killed, because nobody can trace what it does; {}",
                how_far(expected, trace)
            ),
        ),
        End::Deadlocked => (
            Status::Failed,
            "no thread could ever have run again".to_owned(),
        ),
        End::Interrupted => (Status::Error, "stopped before its end".to_owned()),
    };
    let detail = if status == Status::Failed {
        last_words(trace)
    } else {
        None
    };
    Criterion {
        name: CriterionName::Exits,
        status,
        message,
        detail,
    }
}

fn timed_out(expected: Option<&Run>, trace: &Trace, limit: Duration) -> (Status, String) {
    let killed = format!("still running after {} s, and killed", limit.as_secs_f64());
    let total = expected.and_then(|run| run.figures.total);
    match total.and_then(|total| starved(total, trace)) {
        Some(starved) => (Status::Inconclusive, format!("{killed}; {starved}")),
        None => (
            Status::Failed,
            format!("{killed}; {}", how_far(expected, trace)),
        ),
    }
}

/// Says so if a run may have been too long only because no core was free for its main thread.
pub(super) fn starved(total: Nominal, trace: &Trace) -> Option<String> {
    let band = Band::of(total, trace.total);
    let starved = trace.starved_by_others();
    let without = trace.total.saturating_sub(starved);
    (band.is_exceeded_by(trace.total) && !band.is_exceeded_by(without)).then(|| {
        let starved = starved.as_secs_f64();
        format!(
            "for {starved:.3} s of it the machine had no core free; try again when it is less busy"
        )
    })
}

/// How far a program got, in the words of its output.
fn how_far(expected: Option<&Run>, trace: &Trace) -> String {
    let stdout: Vec<&Line> = lines_on(Stream::Stdout, trace).collect();
    let of = expected.map_or(String::new(), |run| {
        format!(" of {}", run.prints.lines().len())
    });
    let printed = format!("it had printed {}{of}", count(stdout.len(), "line"));
    match stdout.last() {
        None => printed,
        Some(Line { at, text, .. }) => {
            format!(
                "{printed}, the last at {:.3} s: `{}`",
                at.as_secs_f64(),
                shortened(text)
            )
        }
    }
}

/// What a program that failed said on its standard error: its first panic, because others often come
/// of that, or else the last lines.
fn last_words(trace: &Trace) -> Option<String> {
    let stderr: Vec<&str> = lines_on(Stream::Stderr, trace)
        .map(|line| line.text.as_str())
        .collect();
    let panic = stderr.iter().position(|line| line.contains(PANICKED));
    let from = panic.unwrap_or(stderr.len().saturating_sub(LAST_WORDS));
    let last = &stderr[from..stderr.len().min(from + LAST_WORDS)];
    let last: Vec<String> = last.iter().map(|line| shortened(line)).collect();
    (!last.is_empty()).then(|| last.join("\n"))
}

/// How Rust begins to tell where a thread has panicked.
const PANICKED: &str = " panicked at ";

/// That something in the program panicked, and where, if it did.
pub(super) fn panic(trace: &Trace) -> Option<String> {
    let place = panic_place(trace)?;
    Some(format!("something panicked at {}", shortened(place)))
}

/// Where in the source the first panic was.
pub(super) fn panic_site(trace: &Trace) -> Option<Arc<Site>> {
    let mut parts = panic_place(trace)?.rsplitn(3, ':');
    let (column, line, file) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Arc::new(Site {
        function: String::new(),
        file: file.to_owned(),
        line: line.parse().ok()?,
        column: column.parse().ok()?,
        source: file.into(),
        caller: None,
    }))
}

/// "src/main.rs:7:5", as the first panic names its place, if that is not in a library.
fn panic_place(trace: &Trace) -> Option<&str> {
    let mut lines = lines_on(Stream::Stderr, trace).map(|line| line.text.as_str());
    let (_, place) = lines.find_map(|line| line.split_once(PANICKED))?;
    let place = place.strip_suffix(':')?;
    let is_own = !LIBRARIES.iter().any(|folder| place.contains(folder));
    is_own.then_some(place)
}

fn lines_on(stream: Stream, trace: &Trace) -> impl Iterator<Item = &Line> {
    trace
        .output
        .lines
        .iter()
        .filter(move |line| line.stream == stream)
}

fn signal_name(signal: i32) -> String {
    Signal::try_from(signal).map_or_else(|_| format!("signal {signal}"), |known| known.to_string())
}
