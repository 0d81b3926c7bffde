//! Asks Cargo for the executables, or for the errors where there must be some.
//!
//! - `cargo`: runs Cargo, and reads what it says.
//! - [`dirs`]: where it builds: in the checkout, or where the user or the system has room for it.
//! - `room`: whether there is any.

mod cargo;
pub mod dirs;
pub(crate) mod room;

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use cargo_metadata::PackageId;
use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel};
use serde::{Deserialize, Serialize};

use dirs::Place;

/// What Cargo made of some packages.
#[derive(Debug, Default)]
pub struct Build {
    /// What dependencies came to.
    libraries: Vec<Library>,
    /// Where else the linker has to look, because a dependency's build script says so.
    link_paths: Vec<PathBuf>,
    /// By the folder of their package and their name.
    executables: HashMap<(PathBuf, String), PathBuf>,
    errors: Vec<CompileError>,
    /// What Cargo said, if it failed.
    trouble: Option<String>,
}

/// A compiled library.
#[derive(Debug, Clone)]
pub struct Library {
    /// The package that it belongs to, as Cargo identifies it.
    pub package: PackageId,
    /// The file that another crate is compiled against.
    pub file: PathBuf,
}

/// One error of the compiler's.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CompileError {
    /// The root source file of the target that did not compile.
    target: PathBuf,
    /// The compiler's code, such as `E0728`; a syntax error has none.
    pub code: Option<String>,
    /// The error in one line, without its code.
    pub message: String,
    /// The error as the compiler shows it, source lines and all.
    pub rendered: String,
    /// The file, as the compiler names it, and the line that it points at first.
    pub place: Option<(String, u32)>,
}

/// Why nothing could be built.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Cargo is not there.
    #[error("cannot start `{}`: {cause}; Cargo comes with Rust, see https://rustup.rs", .cargo.display())]
    NoCargo {
        /// What was to be started.
        cargo: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// Cargo gave up for another reason than an error in the code.
    #[error("cargo could not build {}:\n{stderr}", .manifest.display())]
    Failed {
        /// The manifest of what was to be built.
        manifest: PathBuf,
        /// What Cargo said.
        stderr: String,
    },
    /// What Cargo said cannot be understood.
    #[error("cannot read what cargo says: {cause}")]
    Unreadable {
        /// What the system says.
        cause: io::Error,
    },
}

impl Build {
    /// The executable called `name` of the package in `folder`, if it was built.
    pub fn executable(&self, folder: &Path, name: &str) -> Option<&Path> {
        self.executables
            .get(&(folder.to_owned(), name.to_owned()))
            .map(PathBuf::as_path)
    }

    /// The libraries that were built.
    pub fn libraries(&self) -> &[Library] {
        &self.libraries
    }

    /// Where else the linker has to look.
    pub fn link_paths(&self) -> &[PathBuf] {
        &self.link_paths
    }

    /// What Cargo said itself, if it failed: a build script's trouble, for one.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// The first of the compiler's errors that is not in the sources below `folder`.
    pub fn error_outside(&self, folder: &Path) -> Option<&CompileError> {
        self.errors
            .iter()
            .find(|error| !error.target.starts_with(folder))
    }

    /// What is not about the sources is trouble of Cargo's, which had no room in `folder`.
    fn blaming_the_disk(mut self, folder: &Path) -> Self {
        let mut of_disk = self.errors.extract_if(.., |error| !error.is_of_source());
        let told = of_disk
            .next()
            .map(|error| room::complaint(folder, &error.in_a_line()));
        of_disk.for_each(drop);
        self.trouble = told.or(self.trouble);
        self
    }

    /// The compiler's errors in the sources below `folder`.
    pub fn errors_in(&self, folder: &Path) -> Vec<&CompileError> {
        self.errors
            .iter()
            .filter(|error| error.target.starts_with(folder))
            .collect()
    }
}

/// Builds all programs of a checkout, or of a package by itself; `built` hears of each crate that is
/// done.
///
/// Of a checkout the whole workspace, because a part of it would unify features differently and compile
/// the dependencies once more.
///
/// # Errors
/// When Cargo is missing or fails. That a program does not compile is no error.
pub fn programs(place: &Place, built: impl FnMut(&str)) -> Result<Build, Error> {
    let manifest = place.root.join("Cargo.toml");
    let mut cargo = cargo::command("build", &manifest, &place.root);
    cargo.args(["--bins", "--keep-going"]);
    if place.is_checkout {
        cargo.arg("--workspace");
    }
    if let Some(target) = &place.target {
        cargo.arg("--target-dir").arg(target);
    }
    if let Some(shared) = &place.shared {
        // Known to Cargo since 1.91. One that is older builds the dependencies once more.
        cargo.env("CARGO_BUILD_BUILD_DIR", shared);
    }
    let build = cargo::run(cargo, &manifest, built)?;
    match room::is_full(&place.dir) {
        true => Ok(build.blaming_the_disk(&place.dir)),
        false => Ok(build),
    }
}

/// Checks the package in `folder`, which is no member of any workspace, because it must not compile.
///
/// # Errors
/// As [`programs`].
pub fn check(place: &Place, folder: &Path) -> Result<Build, Error> {
    let manifest = folder.join("Cargo.toml");
    let mut cargo = cargo::command("check", &manifest, &place.root);
    // A folder of its own: another Cargo, at work on the workspace, would hold up this one.
    cargo.arg("--target-dir").arg(place.must_not_compile());
    cargo::run(cargo, &manifest, |_| ())
}

impl CompileError {
    /// What the compiler says of the target with this root source file.
    fn new(target: PathBuf, diagnostic: Diagnostic) -> Self {
        let Diagnostic {
            message,
            code,
            rendered,
            spans,
            ..
        } = diagnostic;
        let primary = spans.into_iter().find(|span| span.is_primary);
        Self {
            target,
            code: code.map(|code| code.code),
            rendered: rendered.unwrap_or_else(|| message.clone()),
            message,
            place: primary.map(|span| (span.file_name, span.line_start as u32)),
        }
    }

    /// Whether it is about the sources: one of the linker's, or about a file that cannot be written, may be
    /// the machine's.
    pub(crate) fn is_of_source(&self) -> bool {
        self.code.is_some() || self.place.is_some()
    }

    /// The first error among the lines that the compiler says, each of which is JSON or means nothing
    /// here.
    pub(crate) fn first<'a>(lines: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut diagnostics = lines
            .into_iter()
            .filter_map(|line| serde_json::from_str::<Diagnostic>(line).ok());
        let error = diagnostics.find(is_error)?;
        Some(Self::new(PathBuf::new(), error))
    }

    /// The error in one line, with its code.
    pub fn in_a_line(&self) -> String {
        match &self.code {
            Some(code) => format!("{code}: {}", self.message),
            None => self.message.clone(),
        }
    }
}

/// Builds the package with this manifest into `target`, for what it depends on, with the toolchain
/// that is used in `folder`; `built` hears of each crate that is done.
///
/// # Errors
/// When Cargo is missing or fails.
pub fn dependencies(
    manifest: &Path,
    target: &Path,
    folder: &Path,
    built: impl FnMut(&str),
) -> Result<Build, Error> {
    let mut cargo = cargo::command("build", manifest, folder);
    cargo.arg("--target-dir").arg(target);
    let build = cargo::run(cargo, manifest, built)?;
    match (build.trouble, build.errors.first()) {
        (None, _) => Ok(Build {
            trouble: None,
            ..build
        }),
        (Some(stderr), error) => Err(Error::Failed {
            manifest: manifest.to_owned(),
            stderr: error.map_or(stderr, |error| error.rendered.clone()),
        }),
    }
}

#[cfg(test)]
impl CompileError {
    /// An error as the compiler might report it.
    pub(crate) fn for_test(code: Option<&str>, message: &str) -> Self {
        let (code, message) = (code.map(str::to_owned), message.to_owned());
        Self {
            target: PathBuf::new(),
            code,
            rendered: message.clone(),
            message,
            place: None,
        }
    }
}

/// An error, and not the line that counts them at the end.
fn is_error(diagnostic: &Diagnostic) -> bool {
    // Such a message may also be a program's own, but then it has a place.
    let is_count = diagnostic.spans.is_empty() && diagnostic.message.starts_with("aborting due to");
    diagnostic.level == DiagnosticLevel::Error && !is_count
}

#[cfg(test)]
pub(crate) mod tests;
