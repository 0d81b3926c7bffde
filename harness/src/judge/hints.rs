//! What its author can do about a program that took its time in another way than it must.

use std::time::Duration;

use super::DiagnosisKind;
use super::why::is_something;
use crate::band::{Band, Nominal};
use crate::catalog::Figures;
use crate::trace::{Kind, Record};

/// A stretch of computing that is hardly longer than what counts as one: 30 ms. Who yields that often
/// has understood yielding.
const SHORT: Duration = Duration::from_millis(30);

/// What to do about what a program spent its time on. What must be there and is not comes first: who is
/// to block the event loop does not want to hear that one awaits.
pub(super) fn hint(
    kind: DiagnosisKind,
    record: &Record,
    total: Duration,
    expected: &Figures,
) -> Option<String> {
    if expected.event_loop == Some(false) && record.event_loop.is_some() {
        return Some("call it straight, without `async` and without a runtime".to_owned());
    }
    let lacks = |nominal: Option<Nominal>, time| {
        nominal.filter(|nominal| is_something(nominal.0.saturating_sub(time), total))
    };
    if let Some(time) = lacks(expected.blocked, record.waited(Kind::Blocked)) {
        let such = "wait in calls that block, such as `std::thread::sleep`";
        return Some(format!("{such}, for {time} in all"));
    }
    if lacks(expected.offloaded, record.waited(Kind::Offloaded)).is_some() {
        let such = "hand each call that blocks to `spawn_blocking`, and await what that returns";
        return Some(such.to_owned());
    }
    if let Some(time) = lacks(expected.busy, record.busy()) {
        return Some(format!(
            "compute for {time} in all, in tasks on the event loop"
        ));
    }
    let hint = match kind {
        DiagnosisKind::Synchronous if is_wanted(expected.blocked) => {
            "make it async: the calls may go on blocking, but in a task on an event loop"
        }
        DiagnosisKind::Synchronous
            if expected.total.is_some() && !is_too_long(total, expected.total, total) =>
        {
            "make it async: await a timer in place of each call that blocks"
        }
        DiagnosisKind::Synchronous => {
            "make it async: spawn a task for each call first, then await them all"
        }
        DiagnosisKind::Blocking if is_wanted(expected.blocked) => return None,
        DiagnosisKind::Blocking => {
            "await the call; if it cannot be awaited, hand it to `spawn_blocking`"
        }
        DiagnosisKind::Busy => return Some(about_computing(record, expected)),
        DiagnosisKind::Offloaded | DiagnosisKind::Concurrent | DiagnosisKind::Sequential => {
            return about_waiting(kind, record, total, expected);
        }
        DiagnosisKind::NoWait => {
            "is an `.await` missing? A future does nothing before it is awaited"
        }
        _ => return None,
    };
    Some(hint.to_owned())
}

/// Whether there must be some of it.
fn is_wanted(nominal: Option<Nominal>) -> bool {
    nominal.is_some_and(|nominal| !nominal.0.is_zero())
}

/// Whether it is more than is expected of it; never so where nothing is.
fn is_too_long(time: Duration, nominal: Option<Nominal>, total: Duration) -> bool {
    nominal.is_some_and(|nominal| Band::of(nominal, total).is_exceeded_by(time))
}

fn about_computing(record: &Record, expected: &Figures) -> String {
    let stall = record.longest_stall();
    match (is_wanted(expected.busy), expected.longest_stall) {
        (true, Some(piece)) if stall < piece.0 => {
            format!("compute for {piece} at a stretch, before you yield")
        }
        (true, _) => "yield between pieces (`yield_now().await`)".to_owned(),
        (false, _) if stall < SHORT => {
            "await a `sleep`, rather than ask for the time again and again".to_owned()
        }
        (false, _) => {
            "yield between pieces (`yield_now().await`), or hand it to `spawn_blocking`".to_owned()
        }
    }
}

fn about_waiting(
    kind: DiagnosisKind,
    record: &Record,
    total: Duration,
    expected: &Figures,
) -> Option<String> {
    let parked = record.waited(Kind::Parked);
    let short = expected.parked.filter(|nominal| parked < nominal.0);
    let offloaded = record.waited(Kind::Offloaded);
    let is_misplaced = !is_wanted(expected.offloaded)
        && (short.is_some() || is_too_long(offloaded, expected.offloaded, total));
    let hint = match (kind, short) {
        (DiagnosisKind::Offloaded, _) if is_misplaced => {
            "await it instead, as with `tokio::time::sleep`: to wait takes no thread"
        }
        (_, Some(time)) => {
            let longer = "longer, or one after the other rather than together";
            return Some(format!("await timers for {time} in all: {longer}"));
        }
        (DiagnosisKind::Sequential, None) => {
            "spawn all tasks first, then await them, and let none hold a lock while it waits: \
             what is awaited at once, or waits for a lock, waits alone"
        }
        (DiagnosisKind::Concurrent, None) if is_too_long(parked, expected.parked, total) => {
            "they do wait together, but for too long: look at how long each of them waits"
        }
        _ => return None,
    };
    Some(hint.to_owned())
}
