//! Holds submissions against an exercise: a student's sources in, a grade out.
//!
//! - `exercise`: what they are held against: an example, or a teacher's own folder.
//! - `intake`: the student's sources, and nothing else of what lies in the folder.
//! - `workshop`: the dependencies, built once for all of them.
//! - `compile`: one submission, built against these in a sandbox.
//! - `cache`: what came of that, so that the same sources are compiled once.
//! - `score`: runs it in every way the exercise asks for, also in a sandbox, and scores the verdicts.
//! - `journal`: the grades of a batch that was interrupted, so that it can go on.
//! - `road`: sends one submission through all this.
//! - `batch`: sends many, several at a time.
//!
//! A submission that is wrong, hostile or no program at all gets a [`Grade`]. An error means that
//! nothing could be graded.

mod batch;
mod cache;
mod compile;
mod exercise;
pub(crate) mod intake;
mod journal;
mod options;
mod road;
mod score;
mod workshop;

use serde::{Deserialize, Serialize};

use crate::judge::{self, CriterionName, DiagnosisKind, Status};
use crate::sandbox::Missing;
use crate::trace;

pub use batch::{Watch, grade};
pub use exercise::Exercise;
pub use options::{Limit, Options};

/// Why nothing could be graded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system does not keep submissions in a sandbox.
    #[error("{0}; to grade what you trust all the same, say --no-sandbox")]
    Unconfined(#[from] Missing),
    /// There is nothing to compile submissions against.
    #[error(transparent)]
    Workshop(#[from] workshop::Error),
    /// There is no room for what is compiled.
    #[error("cannot make a folder for what is compiled: {0}; TMPDIR names another place for it")]
    Scratch(std::io::Error),
}

/// What became of one submission. Its keys are a contract.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grade {
    /// The submission, as it was named.
    pub submission: String,
    /// The exercise, as it was named.
    #[serde(rename = "as")]
    pub exercise: String,
    /// How it came out as a whole: as its weightiest criterion.
    pub status: Status,
    /// The points that it gets, to a hundredth; `None` where the harness could not do its job, which
    /// must not cost anybody anything.
    pub score: Option<f64>,
    /// The points that it could have got, to a hundredth as well.
    pub max_score: f64,
    /// What was judged, in the order in which it is reported.
    pub criteria: Vec<Criterion>,
    /// Why it came out so.
    pub diagnosis: Option<Diagnosis>,
    /// What the student or the teacher should know besides.
    pub warnings: Vec<String>,
}

/// One thing that was judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Criterion {
    /// What was judged.
    pub name: CriterionName,
    /// How it came out.
    pub status: Status,
    /// The points that it gets; `None` where the harness could not do its job.
    pub points: Option<f64>,
    /// The points that it could have got.
    pub max_points: f64,
    /// What happened, what was expected, and what to do: a line or two.
    pub message: String,
    /// The line in the submission that it comes down to.
    pub site: Option<Site>,
    /// More lines to read: a diff, or what the compiler says.
    pub detail: Option<String>,
}

/// Why a submission came out as it did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// The word.
    pub kind: DiagnosisKind,
    /// The sentence.
    pub message: String,
    /// What to do about it, where it is not as it must be.
    pub hint: Option<String>,
    /// The line that it comes down to.
    pub site: Option<Site>,
}

/// A place in a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// The function, with its path; `None` where the compiler names the place.
    pub function: Option<String>,
    /// The file, relative to the submission.
    pub file: String,
    /// The line, from 1 on.
    pub line: u32,
}

impl Site {
    /// As one says it: the file, and the line.
    pub fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

impl From<&trace::Site> for Site {
    fn from(site: &trace::Site) -> Self {
        Self {
            function: Some(site.function.clone()).filter(|function| !function.is_empty()),
            file: site.file.clone(),
            line: site.line,
        }
    }
}

impl From<judge::Diagnosis> for Diagnosis {
    fn from(diagnosis: judge::Diagnosis) -> Self {
        Self {
            kind: diagnosis.kind,
            message: diagnosis.message,
            hint: diagnosis.hint,
            site: diagnosis.site.as_deref().map(Site::from),
        }
    }
}

impl Grade {
    /// The grade that comes of these criteria.
    fn new(
        submission: &str,
        exercise: &str,
        criteria: Vec<Criterion>,
        diagnosis: Option<Diagnosis>,
        warnings: Vec<String>,
    ) -> Self {
        let status = criteria.iter().map(|criterion| criterion.status).max();
        let score: Option<f64> = criteria.iter().map(|criterion| criterion.points).sum();
        let max_score: f64 = criteria.iter().map(|criterion| criterion.max_points).sum();
        Self {
            submission: submission.to_owned(),
            exercise: exercise.to_owned(),
            status: status.unwrap_or(Status::Error),
            score: score.map(to_a_hundredth),
            max_score: to_a_hundredth(max_score),
            criteria,
            diagnosis,
            warnings,
        }
    }
}

/// Points as one writes them; 0.1 and 0.2 are 0.3, and not a little more.
fn to_a_hundredth(points: f64) -> f64 {
    (points * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grade of criteria that get so many points of so many.
    fn grade(points: &[(Option<f64>, f64)]) -> Grade {
        let criteria = points.iter().map(|(points, max_points)| Criterion {
            name: CriterionName::Prints,
            status: match points {
                None => Status::Error,
                Some(points) if points < max_points => Status::Failed,
                Some(_) => Status::Passed,
            },
            points: *points,
            max_points: *max_points,
            message: String::new(),
            site: None,
            detail: None,
        });
        Grade::new("one", "ex1", criteria.collect(), None, Vec::new())
    }

    fn score(points: &[(Option<f64>, f64)]) -> (Option<f64>, f64) {
        let grade = grade(points);
        (grade.score, grade.max_score)
    }

    #[test]
    fn who_has_all_points_has_as_many_as_there_are() {
        let full = |points: f64| (Some(points), points);
        assert_eq!(score(&[full(0.1), full(0.2)]), (Some(0.3), 0.3));
        assert_eq!(score(&[full(0.125)]), (Some(0.13), 0.13));
        assert_eq!(score(&[full(1.0), full(9.0)]), (Some(10.0), 10.0));
        assert_eq!(score(&[full(1e6), full(1e6)]), (Some(2e6), 2e6));
    }

    #[test]
    fn a_third_of_a_point_is_rounded() {
        assert_eq!(
            score(&[(Some(1.0 / 3.0), 1.0), (Some(2.0), 2.0)]),
            (Some(2.33), 3.0)
        );
    }

    #[test]
    fn where_the_harness_could_not_do_its_job_there_is_no_score() {
        let grade = grade(&[(Some(1.0), 1.0), (None, 3.0)]);
        assert_eq!((grade.score, grade.max_score), (None, 4.0));
        assert_eq!(grade.status, Status::Error);
    }
}
