//! Where the harness was started: the examples that are there, and where they are built.

use std::cell::Cell;
use std::env;
use std::path::{Path, PathBuf};

use anyhow::Context;
use harness::build::dirs::BuildDirs;
use harness::carried;
use harness::catalog::named;
use harness::catalog::{Catalog, Program};

use crate::say_done;

/// The folder that the harness was started in, and where it builds.
pub struct Here {
    pub folder: PathBuf,
    pub dirs: BuildDirs,
    is_noted: Cell<bool>,
}

impl Here {
    /// `build_dir` is where the user wants everything to be built.
    pub fn new(build_dir: Option<&Path>) -> anyhow::Result<Self> {
        Ok(Self {
            folder: env::current_dir()
                .context("the current folder cannot be found; change to one that is there")?,
            dirs: BuildDirs::new(build_dir),
            is_noted: Cell::new(false),
        })
    }

    /// The checkout's examples, or those that the harness carries.
    pub fn catalog(&self) -> anyhow::Result<Catalog> {
        let catalog = carried::catalog(&self.folder, &self.dirs);
        self.say_where();
        Ok(catalog?)
    }

    /// The programs that a word names: a folder's, or of an example's name.
    pub fn programs(&self, word: &str) -> anyhow::Result<Vec<Program>> {
        named::programs(&self.folder, word, || self.catalog())
    }

    /// Says, once, where things are built, if that is not where one would look for them.
    pub fn say_where(&self) {
        if let Some(note) = self.dirs.note()
            && !self.is_noted.replace(true)
        {
            say_done(format_args!("note: {note}"));
        }
    }
}
