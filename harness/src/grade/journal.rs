//! The grades of a batch that was interrupted, so that it can go on from there.
//!
//! A journal is one batch's as long as that goes on: another one of the same exercise has none meanwhile.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::intake::Sources;
use super::{Exercise, Grade, Options};
use crate::hex::hex;
use crate::judge::Status;

/// Grades by what they are of. Where it cannot be written, nothing is kept, and nothing is lost but
/// time.
pub(super) struct Journal {
    path: PathBuf,
    known: HashMap<String, Grade>,
    file: Mutex<Option<File>>,
    /// What all keys have in common.
    base: Sha256,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    key: String,
    grade: Grade,
}

impl Journal {
    /// Opens what an interrupted batch has left in `folder`, or begins anew.
    pub(super) fn open(folder: &Path, exercise: &Exercise, options: &Options) -> Self {
        let mut base = Sha256::new();
        // The harness itself, the exercise, and what may be done and used: all that a grade depends on.
        let version = std::env::current_exe()
            .and_then(fs::metadata)
            .and_then(|about| about.modified());
        let Options {
            run,
            build,
            is_sandboxed,
            ..
        } = options;
        base.update(format!(
            "{version:?} {exercise:?} {run:?} {build:?} {is_sandboxed}"
        ));
        Self::at(folder.join("journal.jsonl"), base)
    }

    fn at(path: PathBuf, base: Sha256) -> Self {
        let file = OpenOptions::new()
            .create(true)
            .read(true)
            .append(true)
            .open(&path);
        let file = file.ok().filter(|file| file.try_lock().is_ok());
        let lines = file.as_ref().map(|file| BufReader::new(file).lines());
        let entries = lines.into_iter().flatten().map_while(Result::ok);
        // The last line may be half written.
        let entries = entries.filter_map(|line| serde_json::from_str::<Entry>(&line).ok());
        let known = entries.map(|Entry { key, grade }| (key, grade)).collect();
        Self {
            path,
            known,
            file: Mutex::new(file),
            base,
        }
    }

    /// What tells these sources from all others, in this exercise.
    pub(super) fn key(&self, submission: &Path, sources: &Sources) -> String {
        let mut hash = self.base.clone();
        let Sources { root, warnings, .. } = sources;
        hash.update(format!("{submission:?} {root:?} {warnings:?}"));
        sources.hash_into(&mut hash);
        hex(&hash.finalize())
    }

    /// The grade that these sources have got already.
    pub(super) fn find(&self, key: &str) -> Option<Grade> {
        self.known.get(key).cloned()
    }

    /// Keeps a grade, unless it may come out otherwise the next time.
    pub(super) fn keep(&self, key: &str, grade: &Grade) {
        if !matches!(grade.status, Status::Passed | Status::Failed) {
            return;
        }
        let entry = Entry {
            key: key.to_owned(),
            grade: grade.clone(),
        };
        if let (Ok(mut line), Ok(mut file)) = (serde_json::to_vec(&entry), self.file.lock())
            && let Some(file) = file.as_mut()
        {
            line.push(b'\n');
            let _ = file.write_all(&line);
        }
    }

    /// The batch is done.
    pub(super) fn close(self) {
        if self.file.into_inner().is_ok_and(|file| file.is_some()) {
            let _ = fs::remove_file(self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn journal(folder: &TempDir) -> Journal {
        Journal::at(folder.path().join("journal.jsonl"), Sha256::new())
    }

    fn passed() -> Grade {
        Grade {
            submission: "one.rs".to_owned(),
            exercise: "ex1".to_owned(),
            status: Status::Passed,
            score: Some(10.0),
            max_score: 10.0,
            criteria: Vec::new(),
            diagnosis: None,
            warnings: Vec::new(),
        }
    }

    #[test]
    fn a_batch_that_was_interrupted_goes_on_and_one_that_is_done_leaves_nothing() {
        let folder = TempDir::new().unwrap();
        journal(&folder).keep("one", &passed());
        let again = journal(&folder);
        assert_eq!(again.find("one"), Some(passed()));
        assert_eq!(again.find("two"), None);
        again.close();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn two_batches_at_the_same_time_do_not_know_of_each_other() {
        let folder = TempDir::new().unwrap();
        let first = journal(&folder);
        first.keep("one", &passed());
        let second = journal(&folder);
        assert_eq!(second.find("one"), None);
        second.keep("two", &passed());
        second.close();
        drop(first);
        let again = journal(&folder);
        assert_eq!(
            (again.find("one"), again.find("two")),
            (Some(passed()), None)
        );
    }

    #[test]
    fn what_may_come_out_otherwise_and_what_is_half_written_is_done_again() {
        let folder = TempDir::new().unwrap();
        let first = journal(&folder);
        for status in [Status::Inconclusive, Status::Error] {
            let doubtful = Grade { status, ..passed() };
            first.keep("one", &doubtful);
        }
        first.keep("two", &passed());
        drop(first);
        let path = folder.path().join("journal.jsonl");
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() - 5]).unwrap();
        let again = journal(&folder);
        assert_eq!((again.find("one"), again.find("two")), (None, None));
    }
}
