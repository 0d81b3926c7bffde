//! Reads one example's manifest and its expected output.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::{Table, Value};

use super::cases;
use super::keys::{read_text, run, typed};
use super::{Error, Example, Expectation, Points, Program};
use crate::pattern::Pattern;

#[derive(Deserialize)]
struct Manifest {
    package: Package,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    description: String,
    #[serde(default)]
    metadata: Metadata,
}

#[derive(Deserialize, Default)]
struct Metadata {
    expect: Option<Table>,
    #[serde(default)]
    points: Points,
    cases: Option<Value>,
}

/// What is said of a package that is no example.
const NOTHING_EXPECTED: &str = "expected a table `[package.metadata.expect]` that says what the \
     program must do, found none; add it, such as `total = \"1s\"`, and an `expected.txt` that holds \
     what it prints";

/// The one key of an example that must not compile.
const COMPILE_ERROR: &str = "compile-error";

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct CompileErrorKeys {
    compile_error: String,
}

/// Reads the first of these files that is there, or else fails to read the last. They lie beside a
/// manifest, which needs them for the reason that follows.
pub(crate) type ReadBeside<'a> = &'a dyn Fn(&[PathBuf], &'static str) -> Result<String, Error>;

/// Reads the example in `folder`, which is built with the workspace in `root`.
pub(super) fn read(folder: &Path, root: &Path) -> Result<Example, Error> {
    let need = "an example is a folder with a manifest that says what its program must do";
    let text = read_text(&folder.join("Cargo.toml"), need)?;
    parse(folder, root, &text, &|files, need| {
        let mut paths = files.iter().map(|file| folder.join(file));
        let there = paths.clone().find(|path| path.exists());
        let path = there.or_else(|| paths.next_back()).unwrap_or_default();
        read_text(&path, need)
    })
}

/// Reads the example in `folder` that has this manifest.
///
/// # Errors
/// When the manifest, or what lies beside it, cannot be used.
pub(crate) fn parse(
    folder: &Path,
    root: &Path,
    text: &str,
    beside: ReadBeside<'_>,
) -> Result<Example, Error> {
    let path = folder.join("Cargo.toml");
    let malformed = |problem| Error::Manifest {
        path: path.clone(),
        problem,
    };
    let Manifest { package } =
        toml::from_str(text).map_err(|error| malformed(error.to_string()))?;

    let Metadata {
        expect,
        points,
        cases,
    } = package.metadata;
    let expect = expect.ok_or_else(|| malformed(NOTHING_EXPECTED.to_owned()))?;
    check_points(points).map_err(malformed)?;
    let mut cases = cases::split(cases, &package.name).map_err(malformed)?;
    let mut programs = Vec::new();
    for (name, keys) in split(expect, &package.name) {
        let malformed = |problem| malformed(format!("what is expected of `{name}`: {problem}"));
        let expectation = if keys.get(COMPILE_ERROR).is_some() {
            let CompileErrorKeys { compile_error } =
                typed(keys.clone().into()).map_err(malformed)?;
            Expectation::CompileError {
                code: compile_error,
            }
        } else {
            let prints = expected_output(&name, beside)?;
            Expectation::Run(run(keys.clone(), prints).map_err(malformed)?)
        };
        let cases = match (cases.remove(&name), &expectation) {
            (None, _) => Vec::new(),
            (Some(cases), Expectation::Run(run)) => cases
                .into_iter()
                .map(|case| cases::read(beside, case, &keys, run))
                .collect::<Result<_, _>>()
                .map_err(|trouble| trouble.into_error(malformed))?,
            (Some(_), Expectation::CompileError { .. }) => {
                let problem = "it must not compile, so there are no cases of running it";
                return Err(malformed(problem.to_owned()));
            }
        };
        programs.push(Program {
            name,
            folder: folder.to_owned(),
            root: root.to_owned(),
            expectation,
            cases,
        });
    }
    if let Some(name) = cases.keys().next() {
        return Err(malformed(format!(
            "there are cases of `{name}`, of which nothing is expected"
        )));
    }
    Ok(Example {
        name: package.name,
        folder: folder.to_owned(),
        lesson: package.description,
        programs,
        points,
    })
}

/// Points are nothing or more, and there must be some.
fn check_points(points: Points) -> Result<(), String> {
    let Points {
        builds,
        prints,
        takes,
        waits,
    } = points;
    let all = [builds, prints, takes, waits];
    match all.iter().find(|one| !(0.0..=MOST_POINTS).contains(*one)) {
        Some(wrong) => Err(format!(
            "points: expected from 0 to {MOST_POINTS}, found {wrong}"
        )),
        None if all.iter().all(|one| *one == 0.0) => Err("points: all of them are 0".to_owned()),
        None => Ok(()),
    }
}

/// More points than anybody gives, and few enough to add up.
const MOST_POINTS: f64 = 1e6;

/// A table for each program: `expect` itself, or the tables in it where it holds nothing else.
fn split(expect: Table, package: &str) -> BTreeMap<String, Table> {
    let table = |(name, value)| match value {
        Value::Table(keys) => Some((name, keys)),
        _ => None,
    };
    if !expect.is_empty() && expect.values().all(Value::is_table) {
        expect.into_iter().filter_map(table).collect()
    } else {
        BTreeMap::from([(package.to_owned(), expect)])
    }
}

/// Reads `expected.NAME.txt` if there is one, else `expected.txt`.
fn expected_output(program: &str, beside: ReadBeside<'_>) -> Result<Pattern, Error> {
    let files = [format!("expected.{program}.txt"), "expected.txt".to_owned()];
    let text = beside(
        &files.map(PathBuf::from),
        "it holds what the program must print",
    )?;
    Ok(Pattern::new(&text))
}
