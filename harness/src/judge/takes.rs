//! Judges how long a whole run took.

use predicates_core::Predicate;

use super::{Criterion, CriterionName, Status};
use crate::band::{Band, Nominal};
use crate::trace::Trace;

pub(super) fn judge(total: Nominal, trace: &Trace) -> Criterion {
    let band = Band::of(total, trace.total);
    let took = trace.total.as_secs_f64();
    let (status, message) = if band.eval(&trace.total) {
        (Status::Passed, "in time".to_owned())
    } else if let Some(starved) = starved(total, trace) {
        (
            Status::Inconclusive,
            format!("took {took:.3} s, expected {band}; {starved}"),
        )
    } else {
        (Status::Failed, format!("took {took:.3} s, expected {band}"))
    };
    Criterion {
        name: CriterionName::Takes,
        status,
        message,
        detail: None,
    }
}

/// Says so if a run was too long only because no core was free for its main thread.
///
/// A program that used more than one core's time may have been in its own way.
pub(super) fn starved(total: Nominal, trace: &Trace) -> Option<String> {
    let band = Band::of(total, trace.total);
    let starved = trace.starved?;
    let without = trace.total.saturating_sub(starved);
    let is_alone = trace.cpu <= trace.total;
    (is_alone && band.is_exceeded_by(trace.total) && band.eval(&without)).then(|| {
        let starved = starved.as_secs_f64();
        format!(
            "for {starved:.3} s of it the machine had no core free; try again when it is less busy"
        )
    })
}
