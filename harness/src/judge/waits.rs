//! Judges where a program waited and computed: what a stopwatch cannot see.

use std::time::Duration;

use super::why::{self, is_something};
use super::{Criterion, CriterionName, Status};
use crate::band::{Band, Nominal};
use crate::catalog::Figures;
use crate::trace::{Clock, Kind, Record, Trace};

/// Judges all figures that are expected, and whether there is an event loop; `None` if nothing is.
///
/// A wait for several sleeps begins after they have begun, later by what the program computed in
/// between. So much less is no less: its CPU time, and at most next to nothing of the whole run. On
/// the wall clock it may have been held up by others as well.
pub(super) fn judge(expected: &Figures, record: &Record, trace: &Trace) -> Option<Criterion> {
    let total = trace.total;
    let next_to_nothing = total.mul_f64(Band::NEXT_TO_NOTHING);
    let late = match trace.clock {
        Clock::Virtual => trace.cpu.min(next_to_nothing),
        Clock::Wall => next_to_nothing,
    };
    let Figures {
        parked,
        blocked,
        offloaded,
        busy,
        longest_stall,
        event_loop,
        ..
    } = expected;
    // How long it would have computed on a core of its own nobody knows, but no longer than it did.
    let idle = record.busy_without_core();
    let waited = |kind| (record.waited(kind), Duration::ZERO);
    let figures = [
        ("parked", parked, waited(Kind::Parked)),
        ("blocked", blocked, waited(Kind::Blocked)),
        ("offloaded", offloaded, waited(Kind::Offloaded)),
        ("busy", busy, (record.busy(), idle)),
        (
            "longest stall",
            longest_stall,
            (record.longest_stall(), idle),
        ),
    ];
    if !expected.is_about_waits() {
        return None;
    }
    if let Some(message) = untold(record) {
        return Some(Criterion {
            name: CriterionName::Waits,
            status: Status::Error,
            message,
            detail: None,
        });
    }
    let mut wrong = Vec::new();
    match event_loop.filter(|is_expected| *is_expected != record.event_loop.is_some()) {
        None => {}
        Some(true) => {
            wrong.push("nothing waited on an event loop, expected that tasks do".to_owned())
        }
        Some(false) => wrong.push("tasks ran on an event loop, expected none".to_owned()),
    }
    let mut is_programs_fault = !wrong.is_empty();
    for (name, nominal, (time, idle)) in figures {
        let Some(nominal) = *nominal else { continue };
        let band = Band::of(nominal, total);
        if band.meets(time.saturating_sub(idle), time + late) {
            continue;
        }
        let expected = match nominal {
            Nominal(Duration::ZERO) => "next to nothing".to_owned(),
            _ => band.to_string(),
        };
        wrong.push(format!(
            "{name} {:.3} s, expected {expected}",
            time.as_secs_f64()
        ));
        let starved = trace.starved_by_others();
        is_programs_fault |= !band.meets(time.saturating_sub(starved), time + late + starved);
    }
    let status = match (wrong.is_empty(), is_programs_fault) {
        (true, _) => Status::Passed,
        (false, true) => Status::Failed,
        (false, false) => Status::Inconclusive,
    };
    let message = match status {
        Status::Passed => describe(record, total),
        Status::Inconclusive => format!("{}; the machine was too busy to tell", wrong.join("; ")),
        _ => wrong.join("; "),
    };
    let detail = (status != Status::Passed).then(|| describe(record, total));
    Some(Criterion {
        name: CriterionName::Waits,
        status,
        message,
        detail,
    })
}

/// Why nobody can judge, and what to do; `None` where somebody can.
fn untold(record: &Record) -> Option<String> {
    let longest = { record.unknown() }.max_by_key(|wait| wait.to - wait.from)?;
    Some(match &longest.library {
        None => "the program has no symbols, so that nobody can tell what waits in it; \
                 build it without `strip`"
            .to_owned(),
        Some(library) => format!(
            "nobody can tell what waits in `{library}`, which is no runtime that is known here"
        ),
    })
}

/// What the program spent its time on, and the line that matters most.
pub(super) fn describe(record: &Record, total: Duration) -> String {
    let times = [
        ("event loop parked", record.waited(Kind::Parked), None),
        (
            "blocked",
            record.waited(Kind::Blocked),
            why::site(record, Kind::Blocked),
        ),
        ("busy", record.busy(), why::busy_site(record)),
        (
            "offloaded",
            record.waited(Kind::Offloaded),
            why::site(record, Kind::Offloaded),
        ),
    ];
    let mut parts = Vec::new();
    if record.event_loop.is_none() {
        parts.push("no event loop".to_owned());
    }
    for (name, time, site) in times {
        if is_something(time, total) {
            parts.push(format!(
                "{name} {:.1} s{}",
                time.as_secs_f64(),
                why::at(&site)
            ));
        }
    }
    parts.join(", ")
}
