//! What became of a whole suite.

use std::io;
use std::time::Duration;

use super::both_ways::{Compared, Difference, TestProgram};
use super::known;

/// How much longer than twice the native time a traced run may take before that is told.
const SLOWER: Duration = Duration::from_secs(5);

/// What became of all programs of a suite.
#[derive(Debug, Default)]
pub struct Tally {
    /// How many tests had a result natively.
    pub tests: usize,
    /// How many differ, and are not known to.
    pub differ: usize,
    /// What there is to be said, a line each.
    pub lines: Vec<String>,
}

impl Tally {
    /// Runs all programs of a suite both ways, one after another.
    ///
    /// # Errors
    /// When one cannot be started or traced.
    pub fn of(suite: &str, programs: &[TestProgram]) -> io::Result<Self> {
        let mut tally = Self::default();
        for program in programs {
            let compared = program.compare()?;
            tally.tests += compared.natively.results.len();
            tally.tell_of(&program.name, &compared);
            for difference in &compared.differences {
                tally.add(suite, difference);
            }
        }
        Ok(tally)
    }

    /// Whether nothing differs but what is known to. A suite of which nothing was read proves nothing.
    pub fn holds(&self) -> bool {
        self.differ == 0 && self.tests > 0
    }

    fn tell_of(&mut self, program: &str, compared: &Compared) {
        let Compared {
            natively, traced, ..
        } = compared;
        if let Some(note) = &traced.note {
            self.lines.push(format!("{program}: {note}"));
        }
        let (natively, traced) = (natively.took, traced.took);
        if traced > 2 * natively + SLOWER {
            self.lines.push(format!(
                "{program}: took {natively:.1?} natively, {traced:.1?} traced"
            ));
        }
    }

    fn add(&mut self, suite: &str, difference: &Difference) {
        let Difference {
            test,
            natively,
            traced,
            is_unsettled,
        } = difference;
        let known = match (is_unsettled, known::reason(suite, test)) {
            (true, _) => Some("two native runs differ, too"),
            (false, reason) => reason,
        };
        self.differ += usize::from(known.is_none());
        let known = known.map(|why| format!(" ({why})")).unwrap_or_default();
        self.lines.push(format!(
            "{test}: {natively} natively, {traced} traced{known}"
        ));
    }
}
