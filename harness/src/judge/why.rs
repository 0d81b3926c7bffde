//! The reason for the time of a run, in a word and a sentence.

use std::sync::Arc;
use std::time::Duration;

use predicates_core::Predicate;

use super::{Diagnosis, DiagnosisKind};
use crate::band::{Band, Nominal};
use crate::catalog::Figures;
use crate::trace::{Awaited, Kind, Record, Site, Stretch, Thread, Wait};

/// What the program spent its time on. Held against an expectation, it is what there was too much
/// of; else it is what matters most to other tasks. What to do about it is not for here.
pub(super) fn reason(record: &Record, total: Duration, expected: &Figures) -> Diagnosis {
    let blocked = record.waited(Kind::Blocked);
    let parked = record.waited(Kind::Parked);
    let offloaded = record.waited(Kind::Offloaded);
    let unknown = record.waited(Kind::Unknown);
    let busy = record.busy();
    let has_loop = record.event_loop.is_some();

    // What there is too much of, in the order in which it keeps other tasks waiting.
    let is_wrong = |time, nominal| is_something(time, total) && exceeds(time, nominal, total);
    if !has_loop && expected.event_loop != Some(false) && is_something(blocked, total) {
        synchronous(record)
    } else if has_loop && is_wrong(blocked, expected.blocked) {
        blocking(record)
    } else if has_loop && is_wrong(busy, expected.busy) {
        computing(record)
    } else if has_loop && expected.offloaded.is_some() && is_wrong(offloaded, expected.offloaded) {
        offloading(record)
    } else if has_loop
        && expected.longest_stall.is_some()
        && is_wrong(record.longest_stall(), expected.longest_stall)
    {
        match blocked > busy {
            true => blocking(record),
            false => computing(record),
        }
    } else if expected.parked.is_some() && is_wrong(parked, expected.parked) {
        match most_timers(record) {
            ..=1 if is_repeated(record) => sequential(record),
            _ => concurrent(record),
        }
    // What there is as there may be.
    } else if is_something(blocked, total) {
        match has_loop {
            true => blocking(record),
            false => synchronous(record),
        }
    } else if is_something(busy, total) {
        computing(record)
    } else if !has_loop && is_something(unknown, total) {
        untold(record)
    } else if is_something(offloaded, total) && !only_joins(record) {
        offloading(record)
    } else if is_something(parked, total) {
        match is_in_turn(record) {
            true => sequential(record),
            false => concurrent(record),
        }
    } else if is_something(unknown, total) {
        untold(record)
    } else {
        no_wait()
    }
}

/// Whether all that is offloaded is to wait for threads that have event loops of their own.
fn only_joins(record: &Record) -> bool {
    has_parked(record)
        && waits(record, Kind::Offloaded).all(|wait| wait.awaited == Some(Awaited::Thread))
}

fn has_parked(record: &Record) -> bool {
    waits(record, Kind::Parked).next().is_some()
}

fn told(kind: DiagnosisKind, message: String, site: Option<Arc<Site>>) -> Diagnosis {
    Diagnosis {
        kind,
        message,
        hint: None,
        site,
    }
}

fn no_wait() -> Diagnosis {
    let message = "nothing waited, and nothing computed for long";
    told(DiagnosisKind::NoWait, message.to_owned(), None)
}

/// How long the program waited in this way, and where, as both are said, and the place itself.
fn longest(record: &Record, kind: Kind) -> (String, String, Option<Arc<Site>>) {
    let site = site(record, kind);
    (seconds(record.waited(kind)), at(&site), site)
}

fn synchronous(record: &Record) -> Diagnosis {
    let (time, at, site) = longest(record, Kind::Blocked);
    let message =
        format!("nothing ran on an event loop, and the main thread waited for {time}{at}");
    told(DiagnosisKind::Synchronous, message, site)
}

fn blocking(record: &Record) -> Diagnosis {
    let (time, at, site) = longest(record, Kind::Blocked);
    let message = format!(
        "a task held the event loop for {time} in a call that blocks{at}: \
         no other task got a turn there"
    );
    told(DiagnosisKind::Blocking, message, site)
}

fn computing(record: &Record) -> Diagnosis {
    let site = busy_site(record);
    let (busy, stall) = (seconds(record.busy()), seconds(record.longest_stall()));
    let at = at(&site);
    let message = match record.event_loop {
        Some(_) => format!(
            "tasks computed for {busy}{at}, and kept the event loop for {stall} at a stretch"
        ),
        None => format!("the main thread computed for {busy}{at}: there is no event loop"),
    };
    told(DiagnosisKind::Busy, message, site)
}

/// How long the event loop was free, and where tasks set their timers meanwhile, or else where the
/// loop was started.
fn parking(record: &Record) -> (String, Option<Arc<Site>>) {
    let (time, _, park) = longest(record, Kind::Parked);
    (time, timer(record).or(park))
}

fn sequential(record: &Record) -> Diagnosis {
    let (time, site) = parking(record);
    let message = format!(
        "tasks waited one after another{}: the event loop was free for {time}, with nothing to run",
        at(&site)
    );
    told(DiagnosisKind::Sequential, message, site)
}

fn offloading(record: &Record) -> Diagnosis {
    let (time, at, site) = longest(record, Kind::Offloaded);
    let message = match one_after_another(record) {
        None => format!("calls that block had threads of their own for {time}{at}"),
        Some(calls) => format!(
            "{calls} calls that block shared one thread of their own, one after another, for {time}{at}"
        ),
    };
    told(DiagnosisKind::Offloaded, message, site)
}

/// How many calls had one thread between them, where all of any length did.
fn one_after_another(record: &Record) -> Option<usize> {
    let longest = waits(record, Kind::Offloaded).map(length).max()?;
    let calls = |thread: &Thread| {
        let waits = thread.waits.iter();
        let calls = waits.filter(|one| one.kind == Kind::Offloaded && length(one) > longest / 10);
        calls.count()
    };
    let mut threads = record.threads.iter().map(calls).filter(|calls| *calls > 0);
    threads
        .next()
        .filter(|calls| *calls > 1 && threads.next().is_none())
}

fn untold(record: &Record) -> Diagnosis {
    let (time, at, site) = longest(record, Kind::Unknown);
    let longest = waits(record, Kind::Unknown).max_by_key(|wait| length(wait));
    let message = match longest.and_then(|wait| wait.library.as_deref()) {
        None => {
            format!("it waited for {time} in code without symbols: nobody can tell what that means")
        }
        Some(library) => format!(
            "it waited for {time} in `{library}`{at}, which is no runtime that is known here: \
             nobody can tell what that means"
        ),
    };
    told(DiagnosisKind::Unknown, message, site)
}

/// Where the timer was set that an event loop waited for longest.
fn timer(record: &Record) -> Option<Arc<Site>> {
    let parked = loop_waits(record).filter(|wait| wait.timer.is_some());
    parked.max_by_key(|wait| length(wait))?.timer.clone()
}

fn concurrent(record: &Record) -> Diagnosis {
    let (time, site) = parking(record);
    let at = at(&site);
    let message = format!("tasks waited together{at}: the event loop was free for {time}");
    told(DiagnosisKind::Concurrent, message, site)
}

/// Whether an event loop parked again and again, each time with just one timer set before: each
/// wait had nobody beside it. What sets none waits for what was set before.
pub(super) fn is_in_turn(record: &Record) -> bool {
    let longest = loop_waits(record).map(length).max();
    let longest = longest.unwrap_or_default();
    let again_and_again = record.threads.iter().any(|thread| {
        let parks = thread.waits.iter().filter(|wait| is_loops(wait));
        parks.filter(|wait| length(wait) > longest / 2).count() > 1
    });
    again_and_again && most_timers(record) == 1
}

/// Whether there are several parks to speak of: one alone is nobody's turn.
fn is_repeated(record: &Record) -> bool {
    let parks = || waits(record, Kind::Parked).map(length);
    let longest = parks().max().unwrap_or_default();
    parks().filter(|time| *time > longest / 10).count() > 1
}

/// How many timers were set at the most before an event loop parked.
fn most_timers(record: &Record) -> usize {
    let timers = loop_waits(record).map(|wait| wait.timers);
    timers.max().unwrap_or_default()
}

/// The waits for timers and for tasks.
fn loop_waits(record: &Record) -> impl Iterator<Item = &Wait> {
    let waits = record.threads.iter().flat_map(|thread| &thread.waits);
    waits.filter(|wait| is_loops(wait))
}

/// Whether an event loop waits, or a thread for timers of its own that the event loops of others keep.
fn is_loops(wait: &Wait) -> bool {
    wait.kind == Kind::Parked || (wait.kind == Kind::Idle && wait.timers > 0)
}

fn waits(record: &Record, kind: Kind) -> impl Iterator<Item = &Wait> {
    let waits = record.threads.iter().flat_map(|thread| &thread.waits);
    waits.filter(move |wait| wait.kind == kind)
}

pub(super) fn length(wait: &Wait) -> Duration {
    wait.to - wait.from
}

/// Where the program waited longest in this way.
pub(super) fn site(record: &Record, kind: Kind) -> Option<Arc<Site>> {
    waits(record, kind)
        .max_by_key(|wait| length(wait))?
        .site
        .clone()
}

/// Where the program computed longest.
pub(super) fn busy_site(record: &Record) -> Option<Arc<Site>> {
    let stretches = record.threads.iter().flat_map(|thread| thread.busy());
    let length = |stretch: &&Stretch| stretch.to - stretch.from;
    stretches.max_by_key(length)?.site.clone()
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

pub(super) fn at(site: &Option<Arc<Site>>) -> String {
    site.as_ref()
        .map_or(String::new(), |site| format!(" at {}", place(site)))
}

/// More than next to nothing of the whole run.
pub(super) fn is_something(time: Duration, total: Duration) -> bool {
    !Band::of(Nominal(Duration::ZERO), total).eval(&time)
}

/// More than is expected of it, if anything is.
fn exceeds(time: Duration, nominal: Option<Nominal>, total: Duration) -> bool {
    nominal.is_none_or(|nominal| Band::of(nominal, total).is_exceeded_by(time))
}

/// A place as one says it: the file in its crate, and the line.
pub(super) fn place(site: &Site) -> String {
    format!("{}:{}", site.file, site.line)
}
