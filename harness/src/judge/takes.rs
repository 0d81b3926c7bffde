//! Judges how long a whole run took, and when each line of it came.

use std::time::Duration;

use predicates_core::Predicate;

use super::exits::starved;
use super::{Criterion, CriterionName, Status, prints, shortened};
use crate::band::{Band, Nominal};
use crate::catalog::Run;
use crate::trace::{Clock, Line, Stream, Trace};

/// How late a line may come on the wall clock besides, as a share of the whole run: a process needs
/// a moment to start, and longer on a busy machine.
const LATE_ON_THE_WALL: f64 = 0.25;

/// Judges a run; `None` if nothing is expected of its time.
pub(super) fn judge(expected: &Run, trace: &Trace) -> Option<Criterion> {
    let figures = &expected.figures;
    let problem = match figures.total {
        Some(total) => whole(total, trace),
        None if figures.line_times.is_none() => return None,
        None => None,
    };
    // Of other lines than those expected nobody knows when they should come.
    let times = figures.line_times.as_ref();
    let times = times.filter(|_| prints::is_as_expected(expected, trace));
    let problem = problem.or_else(|| lines(times?, trace));
    let (status, message) = problem.unwrap_or((Status::Passed, "in time".to_owned()));
    Some(Criterion {
        name: CriterionName::Takes,
        status,
        message,
        detail: None,
    })
}

/// What is wrong with how long the whole run took.
fn whole(total: Nominal, trace: &Trace) -> Option<(Status, String)> {
    let band = Band::of(total, trace.total);
    let took = trace.total.as_secs_f64();
    if band.eval(&trace.total) {
        None
    } else if let Some(starved) = starved(total, trace) {
        Some((
            Status::Inconclusive,
            format!("took {took:.3} s, expected {band}; {starved}"),
        ))
    } else {
        Some((Status::Failed, format!("took {took:.3} s, expected {band}")))
    }
}

/// What is wrong with when the lines came.
fn lines(times: &[Nominal], trace: &Trace) -> Option<(Status, String)> {
    let printed = trace.output.lines.iter();
    let printed = printed.filter(|line| line.stream == Stream::Stdout);
    let is_wall = trace.clock == Clock::Wall;
    let late = trace.total.mul_f64(match is_wall {
        true => LATE_ON_THE_WALL,
        false => Band::NEXT_TO_NOTHING,
    });
    let starved = trace.starved_by_others();
    let (number, line, time) = (1..)
        .zip(printed)
        .zip(times)
        .map(|((number, line), time)| (number, line, time.0))
        .find(|(_, Line { at, .. }, time)| !is_in_time(*at, *time, late))?;
    let Line { at, text, .. } = line;
    let is_too_early = *at < time;
    let at_the_earliest = at.saturating_sub(starved).max(time);
    let status = match !is_too_early && is_in_time(at_the_earliest, time, late) {
        true => Status::Inconclusive,
        false => Status::Failed,
    };
    let (at, time) = (at.as_secs_f64(), time.as_secs_f64());
    let text = shortened(text);
    Some((
        status,
        format!("line {number}, `{text}`, came at {at:.3} s, expected at {time} s"),
    ))
}

/// Whether a line that comes at this time comes when it should: never before, and afterwards as
/// much later as a band allows, or so late.
fn is_in_time(at: Duration, nominal: Duration, late: Duration) -> bool {
    at >= nominal && at < nominal + late.max(nominal / 2)
}
