//! Holds what happened against what must happen.
//!
//! - `builds`: it compiles, or fails to as it must.
//! - `exits`: it ends by itself, with exit code 0.
//! - `prints`: every line, in order.
//! - `takes`: the whole run lies in its band, and each line comes when it should.
//! - `waits`: so does what it waited and computed, where that was recorded.
//! - `diagnosis`: the reason, in a word and a sentence.
//! - `why`: what a record says about it.
//! - `stuck`: where a program was that never ended.
//!
//! Nothing here runs or waits: a recorded [`Trace`] is all it takes.

mod builds;
mod diagnosis;
mod exits;
mod hints;
mod prints;
mod stuck;
mod takes;
mod waits;
mod why;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::catalog::Run;
use crate::trace::Trace;

pub use builds::{compile_error, does_not_build};
pub use diagnosis::{Diagnosis, DiagnosisKind};

use diagnosis::diagnosis;

/// What became of one program.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// What was judged, in the order in which it is reported.
    pub criteria: Vec<Criterion>,
    /// Why it took its time or did wrong, where that can be told.
    pub diagnosis: Option<Diagnosis>,
}

/// One thing that was judged.
#[derive(Debug, Clone)]
pub struct Criterion {
    /// What was judged.
    pub name: CriterionName,
    /// How it came out.
    pub status: Status,
    /// What happened, and what was expected where it is not the same: one line.
    pub message: String,
    /// More lines to read: a diff, or what the compiler says.
    pub detail: Option<String>,
}

/// What can be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CriterionName {
    /// It compiles, or fails to as it must.
    Builds,
    /// It ends by itself, with exit code 0.
    Exits,
    /// It prints what it must.
    Prints,
    /// The whole run takes as long as it must.
    Takes,
    /// It waits and computes where it must.
    Waits,
}

/// How something came out; what weighs more is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// As it must be.
    Passed,
    /// The machine, not the program, was at fault: try again when it is less busy.
    Inconclusive,
    /// Not as it must be.
    Failed,
    /// The harness could not do its job.
    Error,
}

impl Verdict {
    /// The verdict on a run.
    pub fn on_run(expected: &Run, trace: &Trace) -> Self {
        let mut criteria = vec![exits::judge(Some(expected), trace)];
        // A run that was cut short is not held against what a whole one prints and takes.
        if !trace.end.is_forced() {
            criteria.push(prints::judge(expected, trace));
            criteria.extend(takes::judge(expected, trace));
            let record = trace.record.as_ref();
            let waits = |record| waits::judge(&expected.figures, record, trace);
            criteria.extend(record.and_then(waits));
        }
        let diagnosis = diagnosis(&criteria, trace, Some(expected));
        Self {
            criteria,
            diagnosis,
        }
    }

    /// The verdict on a run of which nothing is expected but that it ends well.
    pub fn on_command(trace: &Trace) -> Self {
        let criteria = vec![exits::judge(None, trace)];
        let diagnosis = diagnosis(&criteria, trace, None);
        Self {
            criteria,
            diagnosis,
        }
    }

    /// The verdict when the harness could not do its job.
    pub fn error(name: CriterionName, problem: &dyn fmt::Display) -> Self {
        let problem = problem.to_string();
        let (message, detail) = match problem.split_once('\n') {
            Some((message, detail)) => (message.to_owned(), Some(detail.to_owned())),
            None => (problem, None),
        };
        let criterion = Criterion {
            name,
            status: Status::Error,
            message,
            detail,
        };
        Self {
            criteria: vec![criterion],
            diagnosis: None,
        }
    }

    /// How the program as a whole came out: as its weightiest criterion.
    pub fn status(&self) -> Status {
        self.criteria
            .iter()
            .map(|criterion| criterion.status)
            .max()
            .unwrap_or(Status::Passed)
    }

    /// Why it came out so, in a line: where it waited if it passed, or, where that was not recorded,
    /// all that was judged; else what was weightiest.
    pub fn why(&self) -> String {
        let status = self.status();
        let named = |name| {
            self.criteria
                .iter()
                .find(|criterion| criterion.name == name)
        };
        let decisive = self
            .criteria
            .iter()
            .filter(|criterion| criterion.status == status);
        let message = |criterion: &Criterion| criterion.message.clone();
        match (status, named(CriterionName::Waits)) {
            (Status::Passed, Some(waits)) => waits.message.clone(),
            // That it ended well goes without saying.
            (Status::Passed, None) => decisive
                .filter(|criterion| criterion.name != CriterionName::Exits)
                .map(message)
                .collect::<Vec<_>>()
                .join(", "),
            _ => decisive.map(message).next().unwrap_or_default(),
        }
    }
}

/// "1 line", "2 lines".
fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// The beginning of a long line: as much as one reads.
pub(crate) fn shortened(text: &str) -> String {
    const READ: usize = 200;
    match text.char_indices().nth(READ) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Status::Passed => "passed",
            Status::Inconclusive => "inconclusive",
            Status::Failed => "failed",
            Status::Error => "error",
        })
    }
}

impl fmt::Display for CriterionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CriterionName::Builds => "builds",
            CriterionName::Exits => "exits",
            CriterionName::Prints => "prints",
            CriterionName::Takes => "takes",
            CriterionName::Waits => "waits",
        })
    }
}

#[cfg(test)]
mod tests;
