//! What a record says about the reason why a program took its time, and what to do about it.

use std::time::Duration;

use super::waits::{busy_site, is_something, place, site};
use super::{Diagnosis, DiagnosisKind};
use crate::trace::{Kind, Record, Site};

/// The reason for the time of a run that was not as it must be: a word, and a sentence with a hint.
pub(super) fn diagnosis(record: &Record, total: Duration) -> Diagnosis {
    let blocked = record.waited(Kind::Blocked);
    let (offloaded, parked) = (record.waited(Kind::Offloaded), record.waited(Kind::Parked));
    let busy = record.busy();
    let seconds = |time: Duration| format!("{:.1} s", time.as_secs_f64());
    let at =
        |site: Option<&Site>| site.map_or(String::new(), |site| format!(" at {}", place(site)));
    let (kind, message) = if record.event_loop.is_none() && is_something(blocked, total) {
        let at = at(site(record, Kind::Blocked));
        let message = format!(
            "no event loop: the main thread waited for {}{at}",
            seconds(blocked)
        );
        (
            DiagnosisKind::Synchronous,
            message + "; spawn tasks first, then await them",
        )
    } else if is_something(blocked, total) {
        let at = at(site(record, Kind::Blocked));
        let message = format!("a task blocked the event loop for {}{at}", seconds(blocked));
        (
            DiagnosisKind::Blocking,
            message + "; await the call, or hand it to `spawn_blocking`",
        )
    } else if is_something(busy, total) {
        let message = format!(
            "tasks computed for {}{}",
            seconds(busy),
            at(busy_site(record))
        );
        (
            DiagnosisKind::Busy,
            message + "; yield between pieces, or hand it to `spawn_blocking`",
        )
    } else if is_something(offloaded, total) {
        let at = at(site(record, Kind::Offloaded));
        let message = format!(
            "calls blocked threads of their own for {}{at}",
            seconds(offloaded)
        );
        (DiagnosisKind::Offloaded, message)
    } else if is_something(parked, total) && parks(record) > 1 {
        let message = format!(
            "the event loop was free for {}, with nothing to run",
            seconds(parked)
        );
        (
            DiagnosisKind::Sequential,
            message + "; spawn all tasks first, then await them",
        )
    } else if is_something(parked, total) {
        let message = format!("all tasks waited together, for {}", seconds(parked));
        (DiagnosisKind::Concurrent, message)
    } else {
        (
            DiagnosisKind::NoWait,
            "nothing waited, and nothing computed for long".to_owned(),
        )
    };
    Diagnosis { kind, message }
}

/// How often the event loop parked for about as long as it ever did: once for each wait that had
/// nobody beside it.
fn parks(record: &Record) -> usize {
    let waits = || record.threads.iter().flat_map(|thread| &thread.waits);
    let parks = || {
        waits()
            .filter(|wait| wait.kind == Kind::Parked)
            .map(|wait| wait.to - wait.from)
    };
    let longest = parks().max().unwrap_or_default();
    parks().filter(|time| *time > longest / 2).count()
}
