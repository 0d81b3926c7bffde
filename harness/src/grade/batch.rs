//! Grades many submissions, several at a time.

use std::panic;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use super::cache::Cache;
use super::journal::Journal;
use super::road::Road;
use super::workshop;
use super::{Error, Exercise, Grade, Options};
use crate::sandbox::Sandbox;

/// Hears how far a batch has got, from many threads.
pub trait Watch: Sync {
    /// Cargo has built this dependency.
    fn built(&self, _name: &str) {}
    /// A submission has got its grade.
    fn graded(&self, _grade: &Grade) {}
}

/// Nobody watches.
impl Watch for () {}

/// Grades all `submissions`; the grades are in the same order.
///
/// Setting `stop` ends it soon. What has no grade by then gets [`Status::Error`](crate::judge::Status::Error), and a call for the
/// same submissions goes on from there.
///
/// # Errors
/// When none of them can be graded. Trouble with one is in its [`Grade`].
pub fn grade(
    exercise: &Exercise,
    submissions: &[PathBuf],
    options: &Options,
    watch: &dyn Watch,
    stop: &AtomicBool,
) -> Result<Vec<Grade>, Error> {
    if options.is_sandboxed {
        Sandbox::try_out()?;
    }
    let workshop = workshop::prepare(exercise, |name| watch.built(name))?;
    let scratch = tempfile::Builder::new()
        .prefix("harness-grade-")
        .tempdir_in(&options.scratch)
        .map_err(Error::Scratch)?;
    let folder = scratch.path().canonicalize().map_err(Error::Scratch)?;
    let road = Road {
        exercise,
        cache: Cache::open(&exercise.target(), &workshop, options),
        workshop,
        options,
        folder,
        journal: Journal::open(&exercise.own_folder(), exercise, options),
        stop,
    };
    road.try_out()?;
    let next = AtomicUsize::new(0);
    let grades: Vec<Mutex<Option<Grade>>> = submissions.iter().map(|_| Mutex::default()).collect();
    let work = || {
        while let place = next.fetch_add(1, Ordering::Relaxed)
            && let Some(submission) = submissions.get(place)
        {
            let grade = road.grade_apart(submission, place);
            watch.graded(&grade);
            if let Ok(mut place) = grades[place].lock() {
                *place = Some(grade);
            }
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..options.jobs.get().min(submissions.len()))
            .map(|_| scope.spawn(work))
            .collect();
        for worker in workers {
            // A panic in it is a fault of the harness: it goes on.
            worker
                .join()
                .unwrap_or_else(|fault| panic::resume_unwind(fault));
        }
    });
    if !stop.load(Ordering::Relaxed) {
        road.journal.close();
    }
    let grades = grades
        .into_iter()
        .filter_map(|grade| grade.into_inner().ok());
    Ok(grades.flatten().collect())
}
