//! Runs a test program natively and traced on the virtual clock, and holds the results against each
//! other, test by test.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use harness::trace::{self, Clock, End, Excess, Limits, MAX_WAITS};
use rustix::process::{Pid, Signal, kill_process_group};

use super::results::{Dialect, Results};

/// The most time that a traced run may take by its own clock: longer than any suite sleeps.
const LONGEST_VIRTUALLY: Duration = Duration::from_secs(24 * 3600);

/// How often a native run is looked at: a short one is not to take much longer for that.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// What stands for a program as a whole, where its tests have names.
pub const ITS_END: &str = "(its end)";

/// A program that runs tests, and how.
#[derive(Debug, Clone)]
pub struct TestProgram {
    /// Its name, among those of its suite.
    pub name: String,
    /// The program, and its arguments.
    pub words: Vec<String>,
    /// Where it runs.
    pub folder: PathBuf,
    /// How it prints results.
    pub dialect: Dialect,
    /// How long a run of it may take as time passes, natively or traced.
    pub longest: Duration,
}

/// What one run came to.
#[derive(Debug)]
pub struct Ran {
    pub results: Results,
    /// How it ended, in words.
    pub end: String,
    /// Why waits were not skipped, if they were not, or what of its output was not kept.
    pub note: Option<String>,
    /// How long it took as time passes.
    pub took: Duration,
}

/// A test that came to one thing natively and to another traced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The program and the test.
    pub test: String,
    pub natively: String,
    pub traced: String,
    /// Whether two native runs differ in it as well: then nobody knows what is right.
    pub is_unsettled: bool,
}

/// Both runs of a program.
#[derive(Debug)]
pub struct Compared {
    pub natively: Ran,
    pub traced: Ran,
    pub differences: Vec<Difference>,
}

impl TestProgram {
    /// Runs it both ways; where they differ, natively once more.
    ///
    /// # Errors
    /// When it cannot be started or traced.
    pub fn compare(&self) -> io::Result<Compared> {
        let natively = self.natively()?;
        let traced = self.traced()?;
        let mut differences = differences(&self.name, &natively, &traced);
        if !differences.is_empty() {
            let again = self.natively()?;
            let flaky: BTreeSet<_> = differences_in_names(&self.name, &natively, &again);
            for difference in &mut differences {
                difference.is_unsettled = flaky.contains(&difference.test);
            }
        }
        Ok(Compared {
            natively,
            traced,
            differences,
        })
    }

    /// What is run either way. The harness makes Tokio start one worker, and Cargo, where it runs the
    /// proof, may have been told how many tests run at a time.
    fn words(&self) -> Vec<String> {
        let folder = self.folder.display();
        let mut words = ["env", "-u", "RUST_TEST_THREADS", "-C"]
            .map(str::to_owned)
            .to_vec();
        words.push(folder.to_string());
        words.push("TOKIO_WORKER_THREADS=1".to_owned());
        words.push(format!("CARGO_MANIFEST_DIR={folder}"));
        words.extend(self.words.iter().cloned());
        words
    }

    fn natively(&self) -> io::Result<Ran> {
        let words = self.words();
        let mut output = tempfile::tempfile()?;
        let begun = Instant::now();
        let mut program = Command::new(&words[0])
            .args(&words[1..])
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output.try_clone()?)
            .process_group(0)
            .spawn()?;
        let status = loop {
            match program.try_wait()? {
                None if begun.elapsed() < self.longest => thread::sleep(LOOK_EVERY),
                status => break status,
            }
        };
        let took = begun.elapsed();
        // It may have left processes behind, which the tracer would have ended as well.
        if let Some(group) = Pid::from_raw(program.id().cast_signed()) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        program.wait()?;
        let text = read(&mut output)?;
        Ok(Ran {
            results: self.dialect.results(text.lines()),
            end: status.map_or_else(|| too_long(self.longest), in_words),
            note: None,
            took,
        })
    }

    fn traced(&self) -> io::Result<Ran> {
        let mut words = self.words().into_iter();
        let command = trace::Command {
            program: words.next().unwrap_or_default().into(),
            arguments: words.map(Into::into).collect(),
            limits: Limits {
                real: Some(self.longest),
                ..Limits::default()
            },
            ..trace::Command::default()
        };
        let begun = Instant::now();
        let trace = trace::run(
            &command,
            Clock::Virtual,
            LONGEST_VIRTUALLY,
            &false.into(),
            |_| (),
        );
        let trace = trace.map_err(io::Error::other)?;
        let lines = trace.output.lines.iter().map(|line| line.text.as_str());
        Ok(Ran {
            results: self.dialect.results(lines),
            end: end_in_words(trace.end),
            note: trace.clock_note.clone().or_else(|| trace.output.doubt()),
            took: begun.elapsed(),
        })
    }
}

fn read(output: &mut File) -> io::Result<String> {
    let mut bytes = Vec::new();
    output.rewind()?;
    output.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn in_words(status: ExitStatus) -> String {
    let signal = status.signal().map(End::Signalled);
    end_in_words(signal.unwrap_or(End::Exited(status.code().unwrap_or_default())))
}

fn too_long(longest: Duration) -> String {
    format!("killed after {} s", longest.as_secs())
}

fn end_in_words(end: End) -> String {
    match end {
        End::Exited(code) => format!("exit code {code}"),
        End::Signalled(signal) => format!("signal {signal}"),
        End::Exceeded(Excess::Real(longest)) => too_long(longest),
        End::TooManyWaits => format!("killed after {MAX_WAITS} waits"),
        other => format!("killed: {other:?}"),
    }
}

/// The names of what differs between two runs.
fn differences_in_names(program: &str, one: &Ran, other: &Ran) -> BTreeSet<String> {
    let differences = differences(program, one, other).into_iter();
    differences.map(|difference| difference.test).collect()
}

/// What differs between two runs: each test, and its end where that is not just what a failed test leads
/// to. Where a run was ended before all its tests had, those that are missing are counted, not named.
pub fn differences(program: &str, natively: &Ran, traced: &Ran) -> Vec<Difference> {
    let difference = |test: &str, natively: String, traced: String| Difference {
        test: format!("{program} {test}"),
        natively,
        traced,
        is_unsettled: false,
    };
    let is_same_end = natively.end == traced.end;
    let all = natively.results.keys().chain(traced.results.keys());
    let names: BTreeSet<_> = all.collect();
    let mut found = Vec::new();
    for name in &names {
        let results = (natively.results.get(*name), traced.results.get(*name));
        let is_missing = results.0.is_none() || results.1.is_none();
        if results.0 != results.1 && (is_same_end || !is_missing) {
            let word = |result: Option<&String>| {
                result.map_or_else(|| "no result".to_owned(), String::clone)
            };
            found.push(difference(name, word(results.0), word(results.1)));
        }
    }
    let is_whole = natively.results.len() == names.len() && traced.results.len() == names.len();
    if !is_same_end && (found.is_empty() || !is_whole) {
        let with_tests = |ran: &Ran| format!("{} with {} results", ran.end, ran.results.len());
        found.push(difference(
            ITS_END,
            with_tests(natively),
            with_tests(traced),
        ));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ran(results: &[(&str, &str)], end: &str) -> Ran {
        let pair = |(name, end): &(&str, &str)| ((*name).to_owned(), (*end).to_owned());
        Ran {
            results: results.iter().map(pair).collect(),
            end: end.to_owned(),
            note: None,
            took: Duration::ZERO,
        }
    }

    fn differing(natively: &Ran, traced: &Ran) -> Vec<String> {
        let differences = differences("it", natively, traced).into_iter();
        differences
            .map(|one| format!("{}: {}, {}", one.test, one.natively, one.traced))
            .collect()
    }

    #[test]
    fn a_failed_test_differs_and_the_exit_code_that_follows_is_not_told_again() {
        let natively = ran(&[("a", "ok"), ("b", "ok")], "exit code 0");
        let traced = ran(&[("a", "ok"), ("b", "FAILED")], "exit code 101");
        assert_eq!(differing(&natively, &traced), ["it b: ok, FAILED"]);
        assert!(differing(&natively, &natively).is_empty());
    }

    #[test]
    fn a_run_that_was_ended_differs_in_its_end_and_not_in_each_test_that_is_missing() {
        let natively = ran(&[("a", "ok"), ("b", "ok"), ("c", "ok")], "exit code 0");
        let traced = ran(&[("a", "ok")], "signal 9");
        let end = "it (its end): exit code 0 with 3 results, signal 9 with 1 results";
        assert_eq!(differing(&natively, &traced), [end]);
    }

    #[test]
    fn a_test_that_is_missing_from_a_run_that_ended_as_the_other_differs() {
        let natively = ran(&[("a", "ok"), ("b", "ok")], "exit code 0");
        let traced = ran(&[("a", "ok")], "exit code 0");
        assert_eq!(differing(&natively, &traced), ["it b: ok, no result"]);
    }
}
