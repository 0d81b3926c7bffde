//! Sends one submission down the road: taken in, compiled, run, scored. `compiling` has the second step.

mod compiling;

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::cache::Cache;
use super::compile::Compiled;
use super::intake::{self, Sources, take_in};
use super::journal::Journal;
use super::score;
use super::workshop::Workshop;
use super::{Criterion, Diagnosis, Exercise, Grade, Options, Site};
use crate::judge::{CriterionName, DiagnosisKind, Status, shortened};
use crate::trace;

/// What all submissions of a batch have in common.
pub(super) struct Road<'a> {
    pub(super) exercise: &'a Exercise,
    pub(super) workshop: Workshop,
    /// `None` where every submission is compiled.
    pub(super) cache: Option<Cache>,
    pub(super) options: &'a Options,
    /// Where each of them has a folder while it is graded.
    pub(super) folder: PathBuf,
    pub(super) journal: Journal,
    pub(super) stop: &'a AtomicBool,
}

/// What is said of a submission that was not reached.
const STOPPED: &str = "stopped before it was graded; the same command goes on from here";

impl Road<'_> {
    /// Sends one submission down the road, in a thread of its own: should the harness fail in it,
    /// that ends with all that it traces, and costs the others nothing.
    pub(super) fn grade_apart(&self, submission: &Path, number: usize) -> Grade {
        let graded = thread::scope(|scope| scope.spawn(|| self.grade(submission, number)).join());
        graded.unwrap_or_else(|_| {
            let name = submission.display().to_string();
            self.fault(&name, "the harness failed".to_owned(), Vec::new())
        })
    }

    /// Sends one submission down the road.
    fn grade(&self, submission: &Path, number: usize) -> Grade {
        let name = submission.display().to_string();
        if self.stop.load(Ordering::Relaxed) {
            return self.fault(&name, STOPPED.to_owned(), Vec::new());
        }
        let sources = match take_in(submission, self.exercise) {
            Ok(sources) => sources,
            Err(intake::Error::Unusable(problem)) => {
                return self.does_not_build(&name, problem, None, None, Vec::new());
            }
            Err(error) => return self.fault(&name, error.to_string(), Vec::new()),
        };
        let key = self.journal.key(submission, &sources);
        if let Some(grade) = self.journal.find(&key) {
            return grade;
        }
        let folder = self.folder.join(number.to_string());
        let grade = self.judge(&name, &sources, &folder);
        self.journal.keep(&key, &grade);
        remove(&folder);
        grade
    }

    fn judge(&self, name: &str, sources: &Sources, folder: &Path) -> Grade {
        let warnings = sources.warnings.clone();
        let Self {
            exercise,
            options,
            stop,
            ..
        } = self;
        let program = match self.compile(sources, &exercise.program.name, folder) {
            Ok(Compiled::Program(program)) => program,
            Ok(Compiled::Wrong(error)) => {
                let site = error.place.as_ref().filter(|(_, line)| *line > 0);
                let site = site.map(|(file, line)| Site {
                    function: None,
                    file: file.clone(),
                    line: *line,
                });
                let at = site
                    .as_ref()
                    .map_or(String::new(), |site| format!(" at {}", site.place()));
                let message = shortened(&error.in_a_line()) + &at;
                let detail: String = error.rendered.chars().take(READ).collect();
                return self.does_not_build(name, message, site, Some(detail), warnings);
            }
            Ok(Compiled::TooMuch(why)) => {
                return self.does_not_build(name, why, None, None, warnings);
            }
            Ok(Compiled::Fault(why)) => {
                let why = format!("the compiler failed for no reason of the submission's: {why}");
                return self.fault(name, why, warnings);
            }
            Ok(Compiled::Stopped) => return self.fault(name, STOPPED.to_owned(), warnings),
            Err(error) => return self.fault(name, error.to_string(), warnings),
        };
        let outcomes = match score::run(exercise, &program, &sources.own, folder, options, stop) {
            Ok(outcomes) => outcomes,
            Err(score::Error::Run(trace::Error::Start { cause, .. })) => {
                let why = format!("compiles to a program that the system cannot start: {cause}");
                return self.does_not_build(name, why, None, None, warnings);
            }
            Err(score::Error::Stopped) => return self.fault(name, STOPPED.to_owned(), warnings),
            Err(error) => return self.fault(name, error.to_string(), warnings),
        };
        let (judged, diagnosis) = score::score(exercise, &outcomes);
        let points = exercise.points.builds;
        let builds = Criterion {
            name: CriterionName::Builds,
            status: Status::Passed,
            points: Some(points),
            max_points: points,
            message: "compiles".to_owned(),
            site: None,
            detail: None,
        };
        let criteria = [builds].into_iter().chain(judged).collect();
        let warnings = warnings
            .into_iter()
            .chain(score::notes(&outcomes))
            .collect();
        Grade::new(name, &exercise.name, criteria, diagnosis, warnings)
    }

    /// The grade of what does not compile: it gets no points for anything. `detail` is what the compiler
    /// shows, if it was the compiler that found the error.
    fn does_not_build(
        &self,
        name: &str,
        message: String,
        site: Option<Site>,
        detail: Option<String>,
        warnings: Vec<String>,
    ) -> Grade {
        let diagnosis = Diagnosis {
            kind: DiagnosisKind::DoesNotBuild,
            message: message.clone(),
            hint: detail.as_ref().map(|_| BUILD_HINT.to_owned()),
            site: site.clone(),
        };
        let criteria = self.all(Status::Failed, Some(0.0), |criterion| match criterion {
            CriterionName::Builds => message.clone(),
            _ => "does not compile".to_owned(),
        });
        let criteria = criteria.map(|criterion| match criterion.name {
            CriterionName::Builds => Criterion {
                site: site.clone(),
                detail: detail.clone(),
                ..criterion
            },
            _ => criterion,
        });
        let criteria = criteria.collect();
        Grade::new(
            name,
            &self.exercise.name,
            criteria,
            Some(diagnosis),
            warnings,
        )
    }

    /// No grade, because the harness could not do its job.
    fn fault(&self, name: &str, why: String, warnings: Vec<String>) -> Grade {
        let criteria = self.all(Status::Error, None, |_| why.clone()).collect();
        Grade::new(name, &self.exercise.name, criteria, None, warnings)
    }

    /// All criteria of the exercise, with the same points for each.
    fn all(
        &self,
        status: Status,
        points: Option<f64>,
        message: impl Fn(CriterionName) -> String,
    ) -> impl Iterator<Item = Criterion> {
        let max = self.exercise.points;
        let all = [
            (CriterionName::Builds, max.builds),
            (CriterionName::Prints, max.prints),
            (CriterionName::Takes, max.takes),
            (CriterionName::Waits, max.waits),
        ];
        let judged = all
            .into_iter()
            .filter(|(name, _)| self.exercise.judges(*name));
        judged.map(move |(name, max_points)| Criterion {
            name,
            status,
            points,
            max_points,
            message: message(name),
            site: None,
            detail: None,
        })
    }
}

/// How much is shown of what the compiler says, in characters: ten screens.
const READ: usize = 20_000;

/// What to do about a compiler's error.
const BUILD_HINT: &str = "`cargo build` shows the same error, with the lines around it";

/// Removes a folder, also where a program has made one in it that cannot be listed. What cannot be
/// removed now goes with the scratch folder, if it ever can.
fn remove(folder: &Path) {
    if fs::remove_dir_all(folder).is_ok() {
        return;
    }
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let _ = fs::set_permissions(&folder, Permissions::from_mode(0o700));
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        let inner = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        folders.extend(inner.map(|entry| entry.path()));
    }
    let _ = fs::remove_dir_all(folder);
}
