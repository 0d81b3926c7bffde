//! Every example again and again on the virtual clock, beside an endless loop for each core: whether a
//! busy machine changes a verdict or a figure.

use std::hint::spin_loop;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use harness::catalog::{Catalog, Expectation, Program, Run};
use harness::judge::{CriterionName, Status, Verdict};
use harness::trace::{self, Clock, Kind, LONGEST_RUN, Trace};

/// How many runs of each program there are at a time.
const AT_A_TIME: usize = 4;

/// How far the total of a run may lie from the median of all runs of its program. CPU time is measured,
/// and depends on what else is in the caches.
const FROM_MEDIAN: Duration = Duration::from_millis(15);

/// The same for the programs that compute for a second.
const FROM_MEDIAN_COMPUTING: Duration = Duration::from_millis(30);

/// The example whose programs compute.
const COMPUTING: &str = "ex8";

/// A program, and what it must do.
pub type Expected<'a> = (&'a Program, &'a Run);

/// What each program that runs must do.
pub fn expected(catalog: &Catalog) -> Vec<Expected<'_>> {
    let mut expected = Vec::new();
    for program in catalog.programs() {
        if let Expectation::Run(run) = &program.expectation {
            expected.push((program, run));
        }
    }
    expected
}

/// Whether a run took and waited as it must, whatever it printed.
pub fn meets(run: &Run, trace: &Trace) -> bool {
    let verdict = Verdict::on_run(run, trace);
    let mut criteria = verdict.criteria.iter();
    criteria.all(|one| one.name == CriterionName::Prints || one.status == Status::Passed)
}

/// What was seen of the runs of one program.
#[derive(Debug, Default)]
pub struct Seen {
    /// What each wrong run was: it did not meet what its own program must do, or met another's.
    pub wrong: Vec<String>,
    totals: Vec<Duration>,
    blocked: Vec<Duration>,
}

impl Seen {
    fn add(&mut self, program: &Program, trace: &Trace, all: &[Expected<'_>]) {
        let blocked = |record: &trace::Record| record.waited(Kind::Blocked);
        self.totals.push(trace.total);
        self.blocked.extend(trace.record.as_ref().map(blocked));
        if trace.clock != Clock::Virtual || trace.record.is_none() {
            let note = trace.clock_note.as_deref().unwrap_or_default();
            self.wrong
                .push(format!("it was not traced on the virtual clock: {note}"));
        }
        for (other, run) in all {
            if meets(run, trace) != (other.name == program.name) {
                let Trace { total, end, .. } = trace;
                self.wrong
                    .push(format!("as {}: {end:?} after {total:?}", other.name));
            }
        }
    }

    /// How many runs there were.
    pub fn runs(&self) -> usize {
        self.totals.len()
    }

    /// How far the total that is farthest from the median lies from it.
    pub fn farthest_total(&self) -> Duration {
        let mut totals = self.totals.clone();
        totals.sort_unstable();
        let median = totals.get(totals.len() / 2).copied().unwrap_or_default();
        let far = totals.iter().map(|total| total.abs_diff(median));
        far.max().unwrap_or_default()
    }

    /// How far the times that it was blocked lie apart.
    pub fn blocked_apart(&self) -> Duration {
        let (least, most) = (self.blocked.iter().min(), self.blocked.iter().max());
        most.zip(least)
            .map_or(Duration::ZERO, |(most, least)| *most - *least)
    }

    /// What of it must not be.
    pub fn faults(&self, program: &str) -> Vec<String> {
        let mut faults: Vec<_> = self.wrong.iter().take(3).cloned().collect();
        if self.wrong.len() > faults.len() {
            faults.push(format!("{} wrong in all", self.wrong.len()));
        }
        let most = match program.starts_with(COMPUTING) {
            true => FROM_MEDIAN_COMPUTING,
            false => FROM_MEDIAN,
        };
        if self.farthest_total() > most {
            let far = self.farthest_total();
            faults.push(format!(
                "a total is {far:?} from the median, more than {most:?}"
            ));
        }
        if self.blocked_apart() > Duration::ZERO {
            faults.push(format!("blocked differs by {:?}", self.blocked_apart()));
        }
        faults
    }
}

/// Runs a program `runs` times, a few at a time, and holds each against what all programs must do.
///
/// # Errors
/// When it cannot be run.
pub fn repeat(
    program: &Program,
    executable: &Path,
    all: &[Expected<'_>],
    runs: usize,
) -> Result<Seen, trace::Error> {
    let command = trace::Command::new(executable);
    let seen = Mutex::new(Seen::default());
    let left = AtomicUsize::new(runs);
    let take = |left: usize| left.checked_sub(1);
    let work = || {
        while left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
            .is_ok()
        {
            let trace = trace::run(&command, Clock::Virtual, LONGEST_RUN, &false.into(), |_| ())?;
            let mut seen = seen.lock().unwrap();
            seen.add(program, &trace, all);
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_A_TIME).map(|_| scope.spawn(work)).collect();
        let mut results = workers.into_iter().map(|worker| worker.join().unwrap());
        results.try_for_each(|result: Result<(), trace::Error>| result)
    })?;
    Ok(seen.into_inner().unwrap())
}

/// Does something beside an endless loop for each core.
pub fn beside_endless_loops<T>(work: impl FnOnce() -> T) -> T {
    /// Ends the loops, also when the work panics.
    struct Over<'a>(&'a AtomicBool);
    impl Drop for Over<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    spin_loop();
                }
            });
        }
        let _over = Over(&is_over);
        work()
    })
}
