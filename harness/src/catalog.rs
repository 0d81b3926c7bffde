//! The examples, and what each of their programs must do.
//!
//! An example is a folder under `crates/`. What its programs must do stands in its own
//! manifest and in the text beside it, so that it is still there when the folder is copied:
//!
//! ```toml
//! [package.metadata.expect]      # where there are two programs: [package.metadata.expect.NAME]
//! total = "1s"                   # the whole run
//! parked = "1s"                  # of it, the event loop was free to run other tasks
//! blocked = "0s"                 # of it, a task held the event loop in a blocking call
//! offloaded = "0s"               # of it, a blocking call ran on a thread without tasks
//! busy = "0s"                    # of it, tasks computed
//! longest-stall = "0s"           # the longest that one call, or computing, kept the event loop
//! event-loop = true              # tasks ran on an event loop at all
//! line-times = ["0s", "1s"]      # when each line comes; those of one time may come in any order
//! ```
//!
//! What is left out is not judged. What a program prints stands in `expected.txt`, with
//! `[..]` for a figure that varies; where two programs print differently, each has its own
//! `expected.NAME.txt`. An example that must not compile says only
//! `compile-error = "E0728"`.
//!
//! All this is of a run without arguments. To hold submissions against it as an exercise, it may be
//! run in other ways, too, and what is judged can be given another weight:
//!
//! ```toml
//! [package.metadata.points]      # these, if nothing is said
//! builds = 1
//! prints = 3
//! takes = 3
//! waits = 3
//!
//! [[package.metadata.cases]]     # of two programs: [[package.metadata.cases.NAME]]
//! name = "three tasks"
//! arguments = ["3"]              # none if left out
//! input = "one\ntwo\n"           # standard input: nothing if left out
//! prints = "expected.three.txt"  # a file beside the manifest; else as without arguments
//! hidden = true                  # students hear whether it is right, and no more
//! total = "1s"                   # and whatever else `expect` knows; else as without arguments,
//!                                # but for `line-times` where it prints something else
//! ```
//!
//! - `manifest`, `keys`, `cases`: read all that; `example`: what is read.
//! - [`named`]: what a word on the command line names.

mod cases;
mod example;
mod keys;
mod manifest;
pub mod named;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) use manifest::parse;

pub use example::{Case, Example, Expectation, Figures, Points, Program, Run};

/// Where the examples are in a checkout.
pub(crate) const CRATES: &str = "crates";

/// Where the exercises are in a checkout.
pub(crate) const EXERCISES: &str = "tests/submissions/exercises";

/// All examples and exercises of a checkout.
#[derive(Debug)]
pub struct Catalog {
    /// The folder that holds `crates/`, and the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// One for each folder under `crates/` that can be read, sorted by name.
    pub examples: Vec<Example>,
    /// The exercises, sorted by name: what submissions can be held against, without programs of
    /// their own.
    pub exercises: Vec<Example>,
    /// What is wrong with each of the other folders.
    pub broken: Vec<Error>,
}

/// Why there is no catalog, or not what was asked of it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No checkout.
    #[error(
        "no folder with a `Cargo.toml` and a `crates/` in it, from {} upwards; \
         run this inside a checkout of the examples", .from.display()
    )]
    NoCheckout {
        /// Where the search began.
        from: PathBuf,
    },
    /// A file that should be there cannot be read.
    #[error("cannot read {}: {cause}; {need}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What it is needed for.
        need: &'static str,
        /// What the system says.
        cause: std::io::Error,
    },
    /// A manifest that cannot be understood.
    #[error("in {}: {problem}", .path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What was expected and what was found.
        problem: String,
    },
    /// A name that no example and no program has.
    #[error("no example or program is called `{name}`{}; `harness list` shows them all", did_you_mean(.nearest))]
    Unknown {
        /// The name.
        name: String,
        /// The name that comes nearest, where one is near.
        nearest: Option<String>,
    },
    /// An exercise where a program is to be run.
    #[error(
        "`{0}` is an exercise, with no program to run; `harness new {0} DIR` copies it, and \
         `harness grade SUBMISSION --as {0}` holds a submission against it"
    )]
    NoProgram(String),
    /// A folder that is no example's.
    #[error(
        "`{folder}` is no example: expected a folder with a `Cargo.toml` in it, found {found}; \
         {todo}"
    )]
    NoFolder {
        /// As it was named.
        folder: String,
        /// What is there.
        found: &'static str,
        /// What to do.
        todo: &'static str,
    },
}

fn did_you_mean(nearest: &Option<String>) -> String {
    nearest
        .as_ref()
        .map(|name| format!("; did you mean `{name}`?"))
        .unwrap_or_default()
}

impl Catalog {
    /// Reads the checkout that `folder` lies in.
    ///
    /// # Errors
    /// When it lies in none, or its folder of examples cannot be read.
    pub fn find(folder: &Path) -> Result<Self, Error> {
        let root = checkout_around(folder).ok_or_else(|| Error::NoCheckout {
            from: folder.to_owned(),
        })?;
        Self::read(root)
    }

    /// Reads the checkout in `root`.
    ///
    /// # Errors
    /// When its folder of examples cannot be read.
    pub fn read(root: &Path) -> Result<Self, Error> {
        let mut broken = Vec::new();
        let examples = read_all(&root.join(CRATES), root, &mut broken)?;
        let exercises = root.join(EXERCISES);
        let exercises = match exercises.is_dir() {
            true => read_all(&exercises, root, &mut broken)?,
            false => Vec::new(),
        };
        let mut names = HashSet::new();
        for program in examples.iter().flat_map(|example| &example.programs) {
            if !names.insert(&program.name) {
                let problem = format!(
                    "another example has a program called `{}`, too",
                    program.name
                );
                broken.push(Error::Manifest {
                    path: program.folder.join("Cargo.toml"),
                    problem,
                });
            }
        }
        Ok(Self {
            root: root.to_owned(),
            examples,
            exercises,
            broken,
        })
    }

    /// The folder that the examples' folders are in.
    pub fn crates(&self) -> PathBuf {
        self.root.join(CRATES)
    }

    /// All programs of all examples, in the order of their names.
    pub fn programs(&self) -> impl Iterator<Item = &Program> {
        self.examples.iter().flat_map(|example| &example.programs)
    }

    /// The programs that go by `name`: one program, or all of one example.
    ///
    /// # Errors
    /// When nothing has this name, or an exercise has, which has no program to be run.
    pub fn named(&self, name: &str) -> Result<Vec<&Program>, Error> {
        if let Some(example) = self.examples.iter().find(|example| example.name == name) {
            return Ok(example.programs.iter().collect());
        }
        match self.programs().find(|program| program.name == name) {
            Some(program) => Ok(vec![program]),
            None if self.exercise(name).is_some() => Err(Error::NoProgram(name.to_owned())),
            None => Err(self.unknown(name)),
        }
    }

    /// The exercise that goes by `name`.
    pub fn exercise(&self, name: &str) -> Option<&Example> {
        self.exercises.iter().find(|exercise| exercise.name == name)
    }

    /// The example or exercise that goes by `name`, its own or one of its programs'.
    ///
    /// # Errors
    /// When there is none.
    pub fn example(&self, name: &str) -> Result<&Example, Error> {
        let goes_by = |example: &&Example| {
            example.name == name || example.programs.iter().any(|program| program.name == name)
        };
        self.examples
            .iter()
            .find(goes_by)
            .or_else(|| self.exercise(name))
            .ok_or_else(|| self.unknown(name))
    }

    fn unknown(&self, name: &str) -> Error {
        /// Below this likeness, from 0 to 1, a suggestion confuses more than it helps.
        const NEAR: f64 = 0.7;
        let names = self.examples.iter().map(|example| &example.name);
        let names = names.chain(self.programs().map(|program| &program.name));
        let names = names.chain(self.exercises.iter().map(|exercise| &exercise.name));
        let nearest = names
            .map(|known| (strsim::jaro_winkler(name, known), known))
            .filter(|(likeness, _)| *likeness > NEAR)
            .max_by(|(one, _), (other, _)| one.total_cmp(other))
            .map(|(_, known)| known.clone());
        Error::Unknown {
            name: name.to_owned(),
            nearest,
        }
    }
}

/// The checkout that `folder` lies in.
pub(crate) fn checkout_around(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|root| is_checkout(root))
}

/// Whether this is a checkout: a workspace with `crates/` in it, of which at least one is an example.
/// Other people's workspaces look just like that, but for the last.
pub(crate) fn is_checkout(root: &Path) -> bool {
    let crates = root.join(CRATES);
    if !root.join("Cargo.toml").is_file() || !crates.is_dir() {
        return false;
    }
    let is_example = |folder: PathBuf| {
        let manifest = fs::read_to_string(folder.join("Cargo.toml"));
        manifest.is_ok_and(|text| text.contains(MARK))
    };
    // What cannot be listed is told when it is to be read.
    fs::read_dir(crates).map_or(true, |mut entries| {
        entries.any(|entry| entry.is_ok_and(|entry| is_example(entry.path())))
    })
}

/// What no other manifest has: the table that says what is expected.
const MARK: &str = "package.metadata.expect";

/// Reads each folder in `folder` as an example that is built with the workspace in `root`.
fn read_all(folder: &Path, root: &Path, broken: &mut Vec<Error>) -> Result<Vec<Example>, Error> {
    let unreadable = |cause| Error::Unreadable {
        path: folder.to_owned(),
        need: "the examples are in it",
        cause,
    };
    let mut examples = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let folder = entry.map_err(unreadable)?.path();
        if folder.is_dir() {
            match manifest::read(&folder, root) {
                Ok(example) => examples.push(example),
                Err(error) => broken.push(error),
            }
        }
    }
    examples.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(examples)
}

#[cfg(test)]
mod tests;
