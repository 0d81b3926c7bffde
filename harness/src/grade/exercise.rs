//! What submissions are held against: an example, or a teacher's own folder like one.

use std::env;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::hex;
use crate::catalog::{self, Catalog, Example, Expectation, Points, Program, Run};
use crate::judge::CriterionName;

/// What submissions are held against.
#[derive(Debug, Clone)]
pub struct Exercise {
    /// As it was named.
    pub name: String,
    /// The program that a submission must do like.
    pub program: Program,
    /// What that must do when it is run as it is.
    pub run: Run,
    /// What each thing that is judged is worth.
    pub points: Points,
    /// The folder whose `Cargo.lock`, if there is one, says which dependencies are used, and below
    /// which they are built.
    pub root: PathBuf,
}

/// Why there is no such exercise.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It cannot be read, or nothing is called like that.
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
    /// There is no such folder.
    #[error(
        "`{0}` is no exercise: expected a folder with a `Cargo.toml` there, or the name of an example"
    )]
    NoFolder(String),
    /// It has more than one program.
    #[error("`{name}` has several programs, {}; name one of them as `{}`", .programs.join(" and "), .programs[0])]
    Several {
        /// What was named.
        name: String,
        /// What could have been.
        programs: Vec<String>,
    },
    /// It must not compile, so nothing can be held against it.
    #[error("`{0}` must not compile, so no submission can be held against it; name another")]
    MustNotCompile(String),
}

impl Exercise {
    /// Finds the exercise called `name`: an example or a program of the checkout around `here`, the
    /// path of a folder like an example's, or such a path with a program's name behind it.
    ///
    /// # Errors
    /// When there is none, or not just one program, or it must not compile.
    pub fn find(here: &Path, name: &str) -> Result<Self, Error> {
        let path = here.join(name);
        let path = path.canonicalize().unwrap_or(path);
        if is_exercise(&path) {
            let Example {
                programs, points, ..
            } = Example::read(&path)?;
            return Self::one(name, &programs, points, |program| {
                format!("{name}/{program}")
            });
        }
        if let (Some(folder), Some(program)) = (path.parent(), path.file_name())
            && name.contains('/')
            && is_exercise(folder)
        {
            let example = Example::read(folder)?;
            let named = example.programs.iter().filter(|one| *one.name == *program);
            let named: Vec<Program> = named.cloned().collect();
            if !named.is_empty() {
                return Self::one(name, &named, example.points, str::to_owned);
            }
        }
        if name.contains('/') {
            return Err(Error::NoFolder(name.to_owned()));
        }
        let catalog = Catalog::find(here)?;
        let programs: Vec<Program> = catalog.named(name)?.into_iter().cloned().collect();
        Self::one(
            name,
            &programs,
            catalog.example(name)?.points,
            str::to_owned,
        )
    }

    fn one(
        name: &str,
        programs: &[Program],
        points: Points,
        call: impl Fn(&str) -> String,
    ) -> Result<Self, Error> {
        let [program] = programs else {
            return Err(Error::Several {
                name: name.to_owned(),
                programs: programs.iter().map(|one| call(&one.name)).collect(),
            });
        };
        let Expectation::Run(run) = &program.expectation else {
            return Err(Error::MustNotCompile(name.to_owned()));
        };
        Ok(Self {
            name: name.to_owned(),
            program: program.clone(),
            run: run.clone(),
            points,
            root: root(&program.folder),
        })
    }

    /// Whether anything is expected of this in some run.
    pub(super) fn judges(&self, name: CriterionName) -> bool {
        let cases = self.program.cases.iter().map(|case| &case.run);
        let mut runs = [&self.run].into_iter().chain(cases);
        runs.any(|run| is_judged(name, run))
    }

    /// Where dependencies are built, for all exercises that have the same root.
    pub(super) fn target(&self) -> PathBuf {
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or(self.root.join("target"), PathBuf::from);
        target.join("grade")
    }

    /// What is kept for this exercise alone: no other has this name and lies in this folder.
    pub(super) fn own_folder(&self) -> PathBuf {
        let folder = Sha256::digest(self.program.folder.as_os_str().as_encoded_bytes());
        self.target()
            .join(format!("{}-{}", self.program.name, hex(&folder[..4])))
    }
}

/// The nearest folder from this one upwards that has a `Cargo.lock`, or else this one.
fn root(folder: &Path) -> PathBuf {
    let mut around = folder.ancestors();
    let locked = around.find(|around| around.join("Cargo.lock").is_file());
    locked.unwrap_or(folder).to_owned()
}

/// Whether anything is expected of this in a run.
pub(super) fn is_judged(name: CriterionName, run: &Run) -> bool {
    let figures = &run.figures;
    match name {
        CriterionName::Takes => figures.total.is_some() || figures.line_times.is_some(),
        CriterionName::Waits => figures.is_about_waits(),
        _ => true,
    }
}

fn is_exercise(folder: &Path) -> bool {
    folder.join("Cargo.toml").is_file() && !folder.join("crates").is_dir()
}
