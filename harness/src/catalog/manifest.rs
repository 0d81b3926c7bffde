//! Reads one example's manifest and its expected output.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error as _};
use toml::{Table, Value};

use super::{Error, Example, Expectation, Figures, Program, Run};
use crate::band::{Band, Nominal};
use crate::pattern::Pattern;
use crate::trace::LONGEST_RUN;

#[derive(Deserialize)]
struct Manifest {
    package: Package,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    description: String,
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Metadata {
    expect: Table,
}

/// The one key of an example that must not compile.
const COMPILE_ERROR: &str = "compile-error";

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct CompileErrorKeys {
    compile_error: String,
}

impl<'de> Deserialize<'de> for Nominal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

/// Reads the example in `folder`.
pub(super) fn read(folder: &Path) -> Result<Example, Error> {
    let path = folder.join("Cargo.toml");
    let need = "every folder under `crates/` is an example with a manifest";
    let text = read_text(&path, need)?;
    let malformed = |problem| Error::Manifest {
        path: path.clone(),
        problem,
    };
    let Manifest { package } =
        toml::from_str(&text).map_err(|error| malformed(error.to_string()))?;

    let mut programs = Vec::new();
    for (name, keys) in split(package.metadata.expect, &package.name) {
        let malformed = |problem| malformed(format!("what is expected of `{name}`: {problem}"));
        let expectation = if keys.get(COMPILE_ERROR).is_some() {
            let CompileErrorKeys { compile_error } = typed(keys).map_err(malformed)?;
            Expectation::CompileError {
                code: compile_error,
            }
        } else {
            let figures = typed(keys).map_err(malformed)?;
            check(&figures).map_err(malformed)?;
            Expectation::Run(Run {
                prints: expected_output(folder, &name)?,
                figures,
            })
        };
        programs.push(Program {
            name,
            folder: folder.to_owned(),
            expectation,
        });
    }
    Ok(Example {
        name: package.name,
        folder: folder.to_owned(),
        lesson: package.description,
        programs,
    })
}

/// A table for each program: `expect` itself, or the tables in it where it holds nothing else.
fn split(expect: Table, package: &str) -> BTreeMap<String, Value> {
    if !expect.is_empty() && expect.values().all(Value::is_table) {
        expect.into_iter().collect()
    } else {
        BTreeMap::from([(package.to_owned(), Value::Table(expect))])
    }
}

fn typed<Keys: DeserializeOwned>(keys: Value) -> Result<Keys, String> {
    keys.try_into()
        .map_err(|error: toml::de::Error| error.to_string().trim_end().to_owned())
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

/// The longest that a manifest or an expected output may be, in bytes: far more than anyone reads.
const LONGEST_TEXT: u64 = 1024 * 1024;

/// Reads `expected.NAME.txt` if there is one, else `expected.txt`.
fn expected_output(folder: &Path, program: &str) -> Result<Pattern, Error> {
    let own = folder.join(format!("expected.{program}.txt"));
    let path = if own.exists() {
        own
    } else {
        folder.join("expected.txt")
    };
    Ok(Pattern::new(&read_text(
        &path,
        "it holds what the program must print",
    )?))
}

fn read_text(path: &Path, need: &'static str) -> Result<String, Error> {
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
