//! Judges where a program waited and computed: what a stopwatch cannot see.

use std::time::Duration;

use predicates_core::Predicate;

use super::{Criterion, CriterionName, Status};
use crate::band::{Band, Nominal};
use crate::catalog::Figures;
use crate::trace::{Kind, Record, Site, Trace};

/// Judges all figures that are expected, and whether there is an event loop; `None` if nothing is.
///
/// A wait for several sleeps begins after they have begun, later by what the program computed in
/// between. So much less is no less: its CPU time, or next to nothing of the whole run.
pub(super) fn judge(expected: &Figures, record: &Record, trace: &Trace) -> Option<Criterion> {
    let total = trace.total;
    let computed = trace.cpu.min(total.mul_f64(Band::NEXT_TO_NOTHING));
    let Figures {
        parked,
        blocked,
        offloaded,
        busy,
        longest_stall,
        event_loop,
        ..
    } = expected;
    let figures = [
        ("parked", parked, record.waited(Kind::Parked)),
        ("blocked", blocked, record.waited(Kind::Blocked)),
        ("offloaded", offloaded, record.waited(Kind::Offloaded)),
        ("busy", busy, record.busy()),
        ("longest stall", longest_stall, record.longest_stall()),
    ];
    let is_judged = figures.iter().any(|(_, nominal, _)| nominal.is_some());
    if !is_judged && event_loop.is_none() {
        return None;
    }
    let wrong_loop = event_loop.filter(|is_expected| *is_expected != record.event_loop.is_some());
    let wrong_loop = wrong_loop.map(|is_expected| match is_expected {
        true => "no event loop, expected one".to_owned(),
        false => "tasks ran on an event loop, expected none".to_owned(),
    });
    let wrong_figures = figures.into_iter().filter_map(|(name, nominal, time)| {
        let band = Band::of((*nominal)?, total);
        let expected = match nominal {
            Some(Nominal(Duration::ZERO)) => "next to nothing".to_owned(),
            _ => band.to_string(),
        };
        let time_s = time.as_secs_f64();
        let is_right = band.eval(&time) || band.eval(&(time + computed));
        (!is_right).then(|| format!("{name} {time_s:.3} s, expected {expected}"))
    });
    let wrong: Vec<String> = wrong_loop.into_iter().chain(wrong_figures).collect();
    let (status, message) = match &wrong[..] {
        [] => (Status::Passed, describe(record, total)),
        _ => (Status::Failed, wrong.join("; ")),
    };
    let detail = (status == Status::Failed).then(|| describe(record, total));
    Some(Criterion {
        name: CriterionName::Waits,
        status,
        message,
        detail,
    })
}

/// What the program spent its time on, and the line that matters most.
pub(super) fn describe(record: &Record, total: Duration) -> String {
    let times = [
        ("event loop parked", record.waited(Kind::Parked), None),
        (
            "blocked",
            record.waited(Kind::Blocked),
            site(record, Kind::Blocked),
        ),
        ("busy", record.busy(), busy_site(record)),
        (
            "offloaded",
            record.waited(Kind::Offloaded),
            site(record, Kind::Offloaded),
        ),
    ];
    let mut parts = Vec::new();
    if record.event_loop.is_none() {
        parts.push("no event loop".to_owned());
    }
    for (name, time, site) in times {
        if is_something(time, total) {
            let place = site.map_or(String::new(), |site| format!(" at {}", place(site)));
            parts.push(format!("{name} {:.1} s{place}", time.as_secs_f64()));
        }
    }
    parts.join(", ")
}

/// More than next to nothing of the whole run.
pub(super) fn is_something(time: Duration, total: Duration) -> bool {
    !Band::of(Nominal(Duration::ZERO), total).eval(&time)
}

/// Where the program waited longest in this way.
pub(super) fn site(record: &Record, kind: Kind) -> Option<&Site> {
    let waits = record.threads.iter().flat_map(|thread| &thread.waits);
    let longest = waits
        .filter(|wait| wait.kind == kind)
        .max_by_key(|wait| wait.to - wait.from);
    longest.and_then(|wait| wait.site.as_ref())
}

/// Where the program computed longest.
pub(super) fn busy_site(record: &Record) -> Option<&Site> {
    let stretches = record.threads.iter().flat_map(|thread| &thread.busy);
    let longest = stretches.max_by_key(|stretch| stretch.to - stretch.from);
    longest.and_then(|stretch| stretch.site.as_ref())
}

/// A place as one says it: the file's name and its folder, and the line.
pub(super) fn place(site: &Site) -> String {
    let file = site
        .file
        .rsplit_once("/src/")
        .map_or(site.file.as_str(), |(_, file)| file);
    format!("{file}:{}", site.line)
}
