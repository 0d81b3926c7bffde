//! What submissions are held against: an example, or a teacher's own folder like one.

use std::path::{Path, PathBuf};

use crate::build::dirs::{self, BuildDirs};
use crate::carried;
use crate::catalog::named;
use crate::catalog::{self, Expectation, Points, Program, Run};
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
    /// The folder whose `Cargo.lock`, if there is one, says which dependencies are used, and whose
    /// toolchain they are built with.
    pub root: PathBuf,
    /// The folder below which they are built.
    pub build_dir: PathBuf,
}

/// Why there is no such exercise.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It cannot be read, or nothing is called like that.
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
    /// There is nothing that it could be called after.
    #[error(transparent)]
    Carried(#[from] carried::Error),
    /// There is nowhere to build what it depends on.
    #[error(transparent)]
    BuildDir(#[from] dirs::Error),
    /// There is no such folder.
    #[error(
        "`{name}` is no exercise: expected a folder with a `Cargo.toml` there, or the name of an \
         example, found {found}"
    )]
    NoFolder {
        /// As it was named.
        name: String,
        /// What is there.
        found: &'static str,
    },
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
    /// Finds the exercise called `name`: an example, a program or an exercise of the checkout around
    /// `here`, or where there is none, of those that the harness carries; the path of a folder like
    /// an example's; or such a path with a program's name behind it.
    ///
    /// # Errors
    /// When there is none, or not just one program, or it must not compile; when there is nowhere to
    /// build what it depends on.
    pub fn find(here: &Path, name: &str, dirs: &BuildDirs) -> Result<Self, Error> {
        let no_folder = |error| match error {
            catalog::Error::NoFolder { found, .. } => Error::NoFolder {
                name: name.to_owned(),
                found,
            },
            error => error.into(),
        };
        if let Some(example) = named::at(here, name).map_err(no_folder)? {
            let call = |program: &str| format!("{name}/{program}");
            return Self::one(name, &example.programs, example.points, call, dirs);
        }
        let catalog = carried::catalog(here, dirs)?;
        let example = match catalog.example(name) {
            Err(_) if here.join(name).exists() => {
                return Err(no_folder(named::no_folder(here, name)));
            }
            example => example?,
        };
        // It may be one program of the example's.
        let is_named = |program: &&Program| program.name == name && example.name != name;
        let programs = match example.programs.iter().find(is_named) {
            Some(program) => std::slice::from_ref(program),
            None => &example.programs,
        };
        Self::one(name, programs, example.points, str::to_owned, dirs)
    }

    fn one(
        name: &str,
        programs: &[Program],
        points: Points,
        call: impl Fn(&str) -> String,
        dirs: &BuildDirs,
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
            build_dir: dirs.of(&program.folder)?,
        })
    }

    /// Whether anything is expected of this in some run.
    pub(super) fn judges(&self, name: CriterionName) -> bool {
        let cases = self.program.cases.iter().map(|case| &case.run);
        let mut runs = [&self.run].into_iter().chain(cases);
        runs.any(|run| is_judged(name, run))
    }

    /// Where dependencies are built, for all exercises that have the same build folder.
    pub(super) fn target(&self) -> PathBuf {
        self.build_dir.join("grade")
    }

    /// What is kept for this exercise alone: no other has this name and lies in this folder.
    pub(super) fn own_folder(&self) -> PathBuf {
        let folder = dirs::hash(&self.program.folder);
        self.target()
            .join(format!("{}-{folder}", self.program.name))
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
