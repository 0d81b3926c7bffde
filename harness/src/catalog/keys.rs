//! Reads texts, and the keys that say what a run must do.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error as _};
use toml::{Table, Value};

use super::{Error, Figures, Run};
use crate::band::{Band, Nominal};
use crate::pattern::Pattern;
use crate::trace::LONGEST_RUN;

/// The key that belongs to what is printed.
pub(super) const LINE_TIMES: &str = "line-times";

/// The longest that a manifest or an expected output may be, in bytes: far more than anyone reads.
const LONGEST_TEXT: u64 = 1024 * 1024;

/// Reads a text, which a program needs for the reason `need`.
pub(super) fn read_text(path: &Path, need: &'static str) -> Result<String, Error> {
    let text = fs::metadata(path).and_then(|about| match about.is_file() {
        true if about.len() <= LONGEST_TEXT => fs::read_to_string(path),
        true => Err(io::Error::other(format!(
            "it is longer than {LONGEST_TEXT} bytes"
        ))),
        false => Err(io::Error::other("it is not a file")),
    });
    text.map_err(|cause| Error::Unreadable {
        path: path.to_owned(),
        need,
        cause,
    })
}

/// Reads keys, each of which must be a known one.
pub(super) fn typed<Keys: DeserializeOwned>(keys: Value) -> Result<Keys, String> {
    keys.try_into()
        .map_err(|error: toml::de::Error| error.to_string().trim_end().to_owned())
}

/// Reads the figures of a run.
pub(super) fn run(keys: Table, prints: Pattern) -> Result<Run, String> {
    let figures = typed(keys.into())?;
    check(&figures)?;
    let lines = prints.lines().len();
    match figures.line_times.as_ref().map(Vec::len) {
        Some(times) if times != lines => Err(format!(
            "{LINE_TIMES}: expected a time for each of the {lines} lines that it prints, found {times}"
        )),
        _ => Ok(Run { prints, figures }),
    }
}

/// A run must take some time, and may not take longer than any run is given.
fn check(figures: &Figures) -> Result<(), String> {
    match figures.total {
        Some(Nominal(Duration::ZERO)) => Err("total: no run takes \"0s\"".to_owned()),
        Some(total) if Band::of(total, total.0).is_exceeded_by(LONGEST_RUN) => Ok(()),
        Some(total) => {
            let longest = LONGEST_RUN.as_secs();
            Err(format!(
                "total: its band must end below {longest} s, where runs are killed; found {total}"
            ))
        }
        None => Ok(()),
    }
}

impl<'de> Deserialize<'de> for Nominal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}
