//! Reads the cases of an exercise: other ways to run a program, and what it must do then.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use toml::{Table, Value};

use super::keys::{LINE_TIMES, run, typed};
use super::manifest::ReadBeside;
use super::{Case, Error, Run};
use crate::pattern::Pattern;

/// What a case says that `expect` does not know.
#[derive(Deserialize)]
struct CaseKeys {
    name: String,
    #[serde(default)]
    arguments: Vec<String>,
    #[serde(default)]
    input: String,
    prints: Option<PathBuf>,
    #[serde(default)]
    hidden: bool,
}

/// The names of these keys.
const CASE_KEYS: [&str; 5] = ["name", "arguments", "input", "prints", "hidden"];

/// The cases of each program: a list of them, or a table of such lists where there are two.
pub(super) fn split(
    cases: Option<Value>,
    package: &str,
) -> Result<BTreeMap<String, Vec<Table>>, String> {
    let of_one = |cases: Value| typed(cases).map_err(|problem| format!("cases: {problem}"));
    match cases {
        None => Ok(BTreeMap::new()),
        Some(Value::Table(programs)) => programs
            .into_iter()
            .map(|(program, cases)| Ok((program, of_one(cases)?)))
            .collect(),
        Some(cases) => Ok(BTreeMap::from([(package.to_owned(), of_one(cases)?)])),
    }
}

/// What is wrong with a case: with what it says, or with a file that it names.
pub(super) enum Trouble {
    Problem(String),
    Error(Error),
}

impl From<String> for Trouble {
    fn from(problem: String) -> Self {
        Trouble::Problem(problem)
    }
}

impl Trouble {
    /// As the trouble of the manifest that it is.
    pub(super) fn into_error(self, malformed: impl FnOnce(String) -> Error) -> Error {
        match self {
            Trouble::Problem(problem) => malformed(problem),
            Trouble::Error(error) => error,
        }
    }
}

/// Reads a case; what it does not say is as when the program is run as it is.
pub(super) fn read(
    beside: ReadBeside<'_>,
    mut case: Table,
    as_it_is: &Table,
    run_as_it_is: &Run,
) -> Result<Case, Trouble> {
    let own: Table = CASE_KEYS
        .iter()
        .filter_map(|key| case.remove_entry(*key))
        .collect();
    let CaseKeys {
        name,
        arguments,
        input,
        prints,
        hidden,
    } = typed(own.into()).map_err(|problem| format!("a case: {problem}"))?;
    let mut keys = as_it_is.clone();
    let prints = match prints {
        Some(file) => {
            keys.remove(LINE_TIMES);
            let text = beside(&[file], "it holds what a case must print");
            Pattern::new(&text.map_err(Trouble::Error)?)
        }
        None => run_as_it_is.prints.clone(),
    };
    keys.extend(case);
    let in_case = |problem| format!("the case `{name}`: {problem}");
    let run = run(keys, prints).map_err(in_case)?;
    if arguments.iter().any(|word| word.contains('\0')) {
        return Err(in_case("no argument can hold a NUL".to_owned()).into());
    }
    Ok(Case {
        name,
        arguments,
        input,
        run,
        is_hidden: hidden,
    })
}
