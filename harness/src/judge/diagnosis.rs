//! Why a program took its time or did wrong, in a word and a sentence.

use std::fmt;
use std::sync::Arc;

use predicates_core::Predicate;
use serde::{Deserialize, Serialize};

use super::why::{self, is_something};
use super::{Criterion, CriterionName, Status, exits, hints, prints, stuck};
use crate::band::Band;
use crate::catalog::{Figures, Run};
use crate::trace::{End, Excess, Kind, Record, Site, Trace};

/// Why a program took its time or did wrong: a word and a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// The word.
    pub kind: DiagnosisKind,
    /// The sentence.
    pub message: String,
    /// What to do about it, where it is not as it must be.
    pub hint: Option<String>,
    /// The line that it comes down to.
    pub site: Option<Arc<Site>>,
}

/// The words for why a program took its time or did wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DiagnosisKind {
    /// Tasks waited together.
    Concurrent,
    /// Tasks waited one after another, although the event loop was free.
    Sequential,
    /// A task held the event loop in a call.
    Blocking,
    /// A task held the event loop with computing.
    Busy,
    /// There was no event loop.
    Synchronous,
    /// Calls that block were on threads of their own.
    Offloaded,
    /// Nothing waited, and nothing computed.
    NoWait,
    /// Every thread waited for another one.
    Deadlock,
    /// It ran past its limit.
    Hang,
    /// It ended with a signal or another exit code than 0.
    Crash,
    /// It printed something else.
    WrongOutput,
    /// It does not compile.
    DoesNotBuild,
    /// Nobody can tell what it waited for.
    Unknown,
}

/// The reason in a word and a sentence; `run` is what it was held against.
pub(super) fn diagnosis(
    criteria: &[Criterion],
    trace: &Trace,
    run: Option<&Run>,
) -> Option<Diagnosis> {
    let expected = run.map(|run| &run.figures);
    let failed = |names: &[CriterionName]| {
        let mut failed = criteria
            .iter()
            .filter(|criterion| criterion.status == Status::Failed);
        failed.find(|criterion| names.contains(&criterion.name))
    };
    // Tasks that wait in another way print in another order: the waits are the reason for both.
    let failed = failed(&[CriterionName::Exits])
        .or_else(|| failed(&[CriterionName::Takes, CriterionName::Waits]))
        .or_else(|| failed(&[CriterionName::Prints, CriterionName::Builds]));
    let nothing = Figures::default();
    let why = |record: &Record| {
        let expected = expected.unwrap_or(&nothing);
        let reason = why::reason(record, trace.total, expected);
        Diagnosis {
            hint: hints::hint(reason.kind, record, trace.total, expected),
            ..reason
        }
    };
    let (kind, hint) = match (failed.map(|criterion| criterion.name), trace.end) {
        (Some(CriterionName::Takes), _)
            if has_only_late_lines(criteria, trace, expected)
                && !trace.record.as_ref().is_some_and(why::is_in_turn) =>
        {
            (DiagnosisKind::WrongOutput, Some(OUTPUT_HINT))
        }
        (Some(CriterionName::Takes), _)
            if let Some(prints) = has_left_early(criteria, trace, run) =>
        {
            return Some(Diagnosis {
                kind: DiagnosisKind::WrongOutput,
                message: prints.message.clone(),
                hint: Some("await every task before `main` ends".to_owned()),
                site: None,
            });
        }
        // What made it take its time, a stopwatch alone cannot tell.
        (Some(CriterionName::Takes | CriterionName::Waits), _) => {
            return trace.record.as_ref().map(why);
        }
        (None, End::Exited(0)) => {
            let is_expected = expected.is_some();
            return trace.record.as_ref().map(why).map(|diagnosis| Diagnosis {
                hint: diagnosis.hint.filter(|_| !is_expected),
                ..diagnosis
            });
        }
        (None, _) => return None,
        (
            Some(CriterionName::Exits),
            End::TimedOut { .. }
            | End::TooManyWaits
            | End::Exceeded(Excess::Cpu(_) | Excess::Real(_)),
        ) => (
            DiagnosisKind::Hang,
            Some("what it waits for, or repeats, must come to an end"),
        ),
        (Some(CriterionName::Exits), End::Deadlocked) => (
            DiagnosisKind::Deadlock,
            Some("something must wake what waits here, and nothing is left that could"),
        ),
        (Some(CriterionName::Exits), _) => (
            DiagnosisKind::Crash,
            Some("what it wrote to standard error says where, and why"),
        ),
        (Some(CriterionName::Prints), _) => (DiagnosisKind::WrongOutput, Some(OUTPUT_HINT)),
        (Some(CriterionName::Builds), _) => (DiagnosisKind::DoesNotBuild, None),
    };
    let record = trace.record.as_ref();
    let is_deadlock = kind == DiagnosisKind::Deadlock;
    let stuck = record.filter(|_| is_deadlock).map(stuck::deadlock);
    let site = match kind {
        DiagnosisKind::Hang => record.and_then(|record| {
            stuck::last_site(record)
                .or_else(|| why::busy_site(record))
                .or_else(|| stuck::latest_site(record))
        }),
        DiagnosisKind::Deadlock => stuck.as_ref().and_then(|stuck| stuck.site.clone()),
        DiagnosisKind::Crash | DiagnosisKind::WrongOutput => exits::panic_site(trace),
        _ => None,
    };
    let threads = stuck
        .map(|stuck| stuck.threads)
        .filter(|threads| !threads.is_empty());
    let threads = threads.map_or(String::new(), |threads| format!(": {threads}"));
    Some(Diagnosis {
        kind,
        message: failed?.message.clone() + &why::at(&site) + &threads,
        hint: hint.map(str::to_owned),
        site,
    })
}

/// What to do about other lines, or lines at other times.
const OUTPUT_HINT: &str = "print just the lines that are expected, each when its turn comes";

/// What is wrong with its output, if it waited for something, and ended before it had waited for all.
fn has_left_early<'a>(
    criteria: &'a [Criterion],
    trace: &Trace,
    expected: Option<&Run>,
) -> Option<&'a Criterion> {
    let mut wrong = criteria.iter().filter(|one| one.status == Status::Failed);
    let criterion = wrong.find(|one| one.name == CriterionName::Prints)?;
    let expected = expected?;
    let total = expected.figures.total?;
    let is_early = trace.total < total.0
        && trace
            .record
            .as_ref()
            .is_some_and(|record| is_something(record.waited(Kind::Parked), trace.total));
    // Who prints something else as well has more to do than to wait.
    (is_early && prints::only_lacks(expected, trace)).then_some(criterion)
}

/// Whether it waited as it must, and took as long as it must, and only printed at other times.
fn has_only_late_lines(criteria: &[Criterion], trace: &Trace, expected: Option<&Figures>) -> bool {
    let total = expected.and_then(|figures| figures.total);
    let waits = criteria.iter().find(|one| one.name == CriterionName::Waits);
    waits.is_none_or(|waits| waits.status == Status::Passed)
        && total.is_none_or(|total| Band::of(total, trace.total).eval(&trace.total))
}

impl fmt::Display for DiagnosisKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DiagnosisKind::Concurrent => "concurrent",
            DiagnosisKind::Sequential => "sequential",
            DiagnosisKind::Blocking => "blocking",
            DiagnosisKind::Busy => "busy",
            DiagnosisKind::Synchronous => "synchronous",
            DiagnosisKind::Offloaded => "offloaded",
            DiagnosisKind::NoWait => "no-wait",
            DiagnosisKind::Deadlock => "deadlock",
            DiagnosisKind::Hang => "hang",
            DiagnosisKind::Crash => "crash",
            DiagnosisKind::WrongOutput => "wrong-output",
            DiagnosisKind::DoesNotBuild => "does-not-build",
            DiagnosisKind::Unknown => "unknown",
        })
    }
}
