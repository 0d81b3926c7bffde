//! The grades of a batch that was interrupted, so that it can go on from there.

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
        let path = folder.join("journal.jsonl");
        let lines = File::open(&path).map(|file| BufReader::new(file).lines());
        let entries = lines.into_iter().flatten().map_while(Result::ok);
        // The last line may be half written.
        let entries = entries.filter_map(|line| serde_json::from_str::<Entry>(&line).ok());
        let known = entries.map(|Entry { key, grade }| (key, grade)).collect();
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&path)
            .ok();
        let mut base = Sha256::new();
        // The harness itself, the exercise, and how much may be used: all that a grade depends on.
        let version = std::env::current_exe()
            .and_then(fs::metadata)
            .and_then(|about| about.modified());
        base.update(format!(
            "{version:?} {exercise:?} {:?} {:?}",
            options.run, options.build
        ));
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
        let _ = fs::remove_file(self.path);
    }
}
