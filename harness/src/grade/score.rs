//! Runs a compiled submission in every way that the exercise asks for, and scores the verdicts.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::exercise::is_judged;
use super::{Criterion, Diagnosis, Exercise, Options, Site};
use crate::catalog::{Case, Run};
use crate::judge::{self, CriterionName, Status, Verdict};
use crate::sandbox::Sandbox;
use crate::trace::{self, Clock, Command, End};
use crate::verify::limit;

/// Why a submission could not be run.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error("cannot prepare {}: {cause}", .path.display())]
    Home { path: PathBuf, cause: io::Error },
    #[error(transparent)]
    Run(#[from] trace::Error),
    /// The harness was told to stop.
    #[error("stopped")]
    Stopped,
}

/// One way to run a submission, and how that came out.
pub(super) struct Outcome<'a> {
    run: &'a Run,
    /// `None` where it was run as it is.
    case: Option<&'a Case>,
    verdict: Verdict,
    /// What the system or the clock could not do.
    note: Option<String>,
}

/// Runs `program` in every way. `own` are the student's own files, which are named rather than those
/// that the exercise gives.
///
/// # Errors
/// When it cannot be run, or the harness was told to stop.
pub(super) fn run<'a>(
    exercise: &'a Exercise,
    program: &Path,
    own: &HashSet<PathBuf>,
    folder: &Path,
    options: &Options,
    stop: &AtomicBool,
) -> Result<Vec<Outcome<'a>>, Error> {
    let as_it_is = (&exercise.run, None);
    let cases = exercise.program.cases.iter();
    let ways = [as_it_is]
        .into_iter()
        .chain(cases.map(|case| (&case.run, Some(case))));
    let mut outcomes = Vec::new();
    for (number, (run, case)) in ways.enumerate() {
        let home = folder.join(format!("home-{number}"));
        make(&home)?;
        let command = command(program, &home, case, options);
        let mut trace = trace::run(&command, Clock::default(), limit(run), stop, |_| ())?;
        if let Some(record) = &mut trace.record {
            record.name_sites(|site| own.contains(Path::new(&site.file)));
        }
        if trace.end == End::Interrupted {
            return Err(Error::Stopped);
        }
        outcomes.push(Outcome {
            run,
            case,
            verdict: Verdict::on_run(run, &trace),
            note: trace.clock_note,
        });
    }
    Ok(outcomes)
}

/// Makes a folder for a run.
pub(super) fn make(home: &Path) -> Result<(), Error> {
    fs::create_dir(home).map_err(|cause| Error::Home {
        path: home.to_owned(),
        cause,
    })
}

/// How to run a submission: as it is, or in a case.
pub(super) fn command(
    program: &Path,
    home: &Path,
    case: Option<&Case>,
    options: &Options,
) -> Command {
    let words = case.map_or(&[][..], |case| &case.arguments);
    Command {
        program: program.into(),
        arguments: words.iter().map(Into::into).collect(),
        input: case.map_or(Vec::new(), |case| case.input.clone().into_bytes()),
        limits: options.run.clone(),
        sandbox: options.is_sandboxed.then(|| Sandbox {
            read: vec![program.to_owned()],
            write: home.to_owned(),
            is_compiler: false,
        }),
        home: Some(home.to_owned()),
    }
}

/// How one criterion came out in one run.
struct Judged {
    status: Status,
    message: String,
    detail: Option<String>,
}

/// The criteria of all runs, each with its points, and why they came out so.
pub(super) fn score(
    exercise: &Exercise,
    outcomes: &[Outcome],
) -> (Vec<Criterion>, Option<Diagnosis>) {
    let points = exercise.points;
    let all = [
        (CriterionName::Prints, points.prints),
        (CriterionName::Takes, points.takes),
        (CriterionName::Waits, points.waits),
    ];
    let mut criteria = Vec::new();
    for (name, max_points) in all {
        let judged: Vec<_> = outcomes
            .iter()
            .filter(|outcome| is_judged(name, outcome.run))
            .map(|outcome| (outcome, judged(name, &outcome.verdict)))
            .collect();
        if !judged.is_empty() {
            criteria.push(criterion(name, max_points, &judged));
        }
    }
    (criteria, diagnosis(outcomes))
}

/// What the clock could not do, once for all runs.
pub(super) fn notes(outcomes: &[Outcome]) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for note in outcomes.iter().filter_map(|outcome| outcome.note.clone()) {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}

/// What nobody can judge in a program that was built with all its names.
const NAMELESS: &str = "it waits in code without a name, which is neither its own nor a library's";

/// How one criterion came out in one run. Of one that did not come to its end nothing is known but
/// that, and one that did not end well has not printed what it should.
fn judged(name: CriterionName, verdict: &Verdict) -> Judged {
    let find = |name| {
        let mut criteria = verdict.criteria.iter();
        criteria.find(|criterion| criterion.name == name)
    };
    let exits = find(CriterionName::Exits).filter(|exits| exits.status != Status::Passed);
    let of = |criterion: &judge::Criterion| Judged {
        status: criterion.status,
        message: criterion.message.clone(),
        detail: criterion.detail.clone(),
    };
    match (find(name), exits) {
        (Some(own), Some(exits)) if name == CriterionName::Prints => Judged {
            status: own.status.max(exits.status),
            message: match own.status {
                Status::Passed => exits.message.clone(),
                _ => format!("{}; {}", exits.message, own.message),
            },
            detail: exits.detail.clone().or_else(|| own.detail.clone()),
        },
        // The submission was built here, with all its names: what has none, it has made itself.
        (Some(own), _) if own.status == Status::Error => Judged {
            status: Status::Failed,
            message: NAMELESS.to_owned(),
            detail: None,
        },
        (Some(own), _) => of(own),
        (None, Some(exits)) => of(exits),
        (None, None) => Judged {
            status: Status::Error,
            message: "was not judged".to_owned(),
            detail: None,
        },
    }
}

/// One criterion over all runs: its points are shared among them, and what is in doubt costs nothing.
fn criterion(name: CriterionName, max_points: f64, judged: &[(&Outcome, Judged)]) -> Criterion {
    let status = judged.iter().map(|(_, judged)| judged.status).max();
    let status = status.unwrap_or(Status::Passed);
    let is_decisive = |(_, judged): &&(&Outcome, Judged)| judged.status == status;
    let decisive: Vec<_> = judged.iter().filter(is_decisive).collect();
    let wrong = judged
        .iter()
        .filter(|(_, judged)| judged.status >= Status::Failed)
        .count();
    let is_hidden = |outcome: &Outcome| outcome.case.is_some_and(|case| case.is_hidden);
    let shown = decisive.iter().find(|(outcome, _)| !is_hidden(outcome));
    let (outcome, first) = shown.unwrap_or(&decisive[0]);

    let is_told = status == Status::Passed || !is_hidden(outcome);
    let told = match is_told {
        true => told(first, outcome, name),
        false => "not as it must be in a hidden case".to_owned(),
    };
    let of = match (judged.len(), status) {
        (1, _) => String::new(),
        (all, Status::Passed) => format!("in all {all} runs: "),
        (all, _) => match outcome.case.filter(|case| !case.is_hidden) {
            Some(case) => format!(
                "in {} of {all} runs, such as `{}`: ",
                decisive.len(),
                case.name
            ),
            None => format!("in {} of {all} runs: ", decisive.len()),
        },
    };
    let site = outcome
        .verdict
        .diagnosis
        .as_ref()
        .and_then(|why| why.site.clone());
    Criterion {
        name,
        status,
        points: (status != Status::Error)
            .then(|| share(max_points, judged.len() - wrong, judged.len())),
        max_points,
        message: of + &told,
        site: site
            .filter(|_| status != Status::Passed)
            .map(|site: Arc<trace::Site>| Site::from(&*site)),
        detail: first
            .detail
            .clone()
            .filter(|_| is_told && status != Status::Passed),
    }
}

/// The points for so many runs that are not wrong, of all. Multiplied first, what divides evenly stays
/// whole.
fn share(max_points: f64, right: usize, all: usize) -> f64 {
    max_points * right as f64 / all as f64
}

/// What happened in one run, and, where time went where it should not, why and what to do.
fn told(judged: &Judged, outcome: &Outcome, name: CriterionName) -> String {
    let Some(why) = outcome
        .verdict
        .diagnosis
        .as_ref()
        .filter(|_| judged.status == Status::Failed && name != CriterionName::Prints)
    else {
        return judged.message.clone();
    };
    let reason = match why.message.contains(&judged.message) {
        true => why.message.clone(),
        false => format!("{}: {}", judged.message, why.message),
    };
    match &why.hint {
        Some(hint) => format!("{reason}. Hint: {hint}"),
        None => reason,
    }
}

/// Why it came out so: the reason of the first run that did not pass, or else of the first.
fn diagnosis(outcomes: &[Outcome]) -> Option<Diagnosis> {
    let is_hidden = |outcome: &&Outcome| outcome.case.is_some_and(|case| case.is_hidden);
    let is_wrong = |outcome: &&Outcome| outcome.verdict.status() != Status::Passed;
    let mut wrong = outcomes.iter().filter(is_wrong);
    let outcome = wrong
        .clone()
        .find(|outcome| !is_hidden(outcome))
        .or_else(|| wrong.next())
        .or(outcomes.first())?;
    let mut diagnosis = Diagnosis::from(outcome.verdict.diagnosis.clone()?);
    if is_hidden(&outcome) {
        diagnosis.message = format!("{} in a hidden case", diagnosis.kind);
    }
    Some(diagnosis)
}

#[cfg(test)]
mod tests;
