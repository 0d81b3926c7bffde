//! What all submissions of an exercise are compiled against: its dependencies, built once.
//!
//! Cargo builds them for a package that has the exercise's manifest and no sources, so nothing of the
//! teacher's own solution lies where a submission could read it. What Cargo then says tells with which
//! words it would call the compiler.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{MetadataCommand, Node};
use toml::{Table, Value};

use super::Exercise;
use crate::build::{self, dirs};

/// A compiler, and what it is told for every submission.
#[derive(Debug)]
pub(super) struct Workshop {
    pub(super) rustc: PathBuf,
    /// The toolchain that it belongs to.
    pub(super) sysroot: PathBuf,
    /// Where the built dependencies are, and those of other exercises.
    pub(super) libraries: PathBuf,
    /// The files of this exercise's own, with all that they depend on themselves.
    pub(super) dependencies: BTreeSet<PathBuf>,
    /// The edition, the features, and what can be used under which name.
    pub(super) arguments: Vec<String>,
    /// The name of the package's library, as crates say it.
    pub(super) library_name: String,
    /// The exercise's manifest, which is that of each submission.
    pub(super) manifest: String,
}

/// Why there is no workshop.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The dependencies cannot be built.
    #[error(transparent)]
    Build(#[from] build::Error),
    /// There is nowhere to build them.
    #[error(transparent)]
    BuildDir(#[from] dirs::Error),
    /// Cargo does not say what they are.
    #[error("cannot learn what the exercise depends on: {0}")]
    Metadata(#[from] cargo_metadata::Error),
    /// There is no compiler.
    #[error("cannot ask `rustc` where it is: {0}; it comes with Rust, see https://rustup.rs")]
    Rustc(io::Error),
    /// A file cannot be read or written.
    #[error(
        "cannot read or write {}: {cause}; mend that, or name another folder to build in with \
         --build-dir", .path.display()
    )]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// The manifest cannot be used.
    #[error("in {}: {problem}", .path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// What was prepared does not work.
    #[error("a program that does nothing cannot be built and run here: {0}")]
    Unusable(String),
}

/// Tables of a manifest that name sources, or are for building them in other ways.
const NOT_TAKEN: &[&str] = &[
    "lib",
    "bin",
    "example",
    "test",
    "bench",
    "dev-dependencies",
    "lints",
];

/// Keys of its package that do.
const NOT_TAKEN_OF_PACKAGE: &[&str] = &["build", "default-run", "readme", "workspace"];

/// Builds what `exercise` depends on; `built` hears of each crate that is done.
pub(super) fn prepare(exercise: &Exercise, built: impl FnMut(&str)) -> Result<Workshop, Error> {
    let folder = exercise.own_folder();
    let source = exercise.program.folder.join("Cargo.toml");
    let text = fs::read_to_string(&source).map_err(failed(&source))?;
    let malformed = |problem: String| Error::Manifest {
        path: source.clone(),
        problem,
    };
    let manifest: Table = text
        .parse()
        .map_err(|error| malformed(format!("{error}")))?;
    let package = |key: &str| manifest.get("package")?.get(key)?.as_str();
    let name = package("name").ok_or_else(|| malformed("it has no package.name".to_owned()))?;
    let edition = package("edition").unwrap_or("2015");
    let stub = stub(manifest.clone(), &exercise.program.folder);

    dirs::make(&folder)?;
    let path = folder.join("Cargo.toml");
    write(&path, &stub)?;
    write(&folder.join("lib.rs"), "")?;
    let lock = exercise.root.join("Cargo.lock");
    if let Ok(lock) = fs::read_to_string(lock) {
        write(&folder.join("Cargo.lock"), &lock)?;
    }
    let target = exercise.target().join("target");
    let build = build::dependencies(&path, &target, &exercise.root, built)?;

    let sysroot = sysroot(&exercise.root)?;
    let libraries = target.join("debug/deps");
    let mut arguments = vec![format!("--edition={edition}")];
    arguments.extend([
        "-L".to_owned(),
        format!("dependency={}", libraries.display()),
    ]);
    for path in build.link_paths() {
        arguments.extend(["-L".to_owned(), format!("native={}", path.display())]);
    }
    let root = root(&path, &exercise.root)?;
    arguments.extend(uses(&root, &build));
    let dependencies = build.libraries().iter();
    let dependencies = dependencies.filter(|library| library.package != root.id);
    // Cargo tells of them in any order.
    let dependencies: BTreeSet<_> = dependencies.map(|library| library.file.clone()).collect();
    Ok(Workshop {
        rustc: sysroot.join("bin/rustc"),
        sysroot,
        libraries,
        dependencies,
        arguments,
        library_name: name.replace('-', "_"),
        manifest: text,
    })
}

/// A manifest like the exercise's, without sources, as a workspace of its own.
fn stub(mut manifest: Table, folder: &Path) -> String {
    for key in NOT_TAKEN {
        manifest.remove(*key);
    }
    if let Some(Value::Table(package)) = manifest.get_mut("package") {
        for key in NOT_TAKEN_OF_PACKAGE {
            package.remove(*key);
        }
        package.remove("metadata");
    }
    manifest.insert("workspace".to_owned(), Table::new().into());
    let lib = Table::from_iter([("path".to_owned(), Value::from("lib.rs"))]);
    manifest.insert("lib".to_owned(), lib.into());
    let dev = Table::from_iter([("debug".to_owned(), Value::from("line-tables-only"))]);
    let profiles = manifest.entry("profile").or_insert(Table::new().into());
    if let Value::Table(profiles) = profiles {
        profiles.entry("dev").or_insert(dev.into());
    }
    for dependencies in dependency_tables(&mut manifest) {
        for dependency in dependencies
            .iter_mut()
            .filter_map(|(_, one)| one.as_table_mut())
        {
            if let Some(Value::String(path)) = dependency.get_mut("path") {
                *path = folder.join(&*path).display().to_string();
            }
        }
    }
    manifest.to_string()
}

/// The tables of dependencies, those for some systems only among them.
fn dependency_tables(manifest: &mut Table) -> Vec<&mut Table> {
    let mut tables = Vec::new();
    for (key, value) in manifest.iter_mut() {
        match (key.as_str(), value) {
            ("dependencies" | "build-dependencies", Value::Table(table)) => tables.push(table),
            ("target", Value::Table(systems)) => tables.extend(
                systems
                    .iter_mut()
                    .filter_map(|(_, system)| system.get_mut("dependencies")?.as_table_mut()),
            ),
            _ => {}
        }
    }
    tables
}

/// The stub as Cargo sees it: its features, and what it depends on.
fn root(manifest: &Path, folder: &Path) -> Result<Node, Error> {
    let mut metadata = MetadataCommand::new();
    let metadata = metadata
        .manifest_path(manifest)
        .current_dir(folder)
        .exec()?;
    let root = metadata.resolve.and_then(|resolve| {
        let root = resolve.root?;
        resolve.nodes.into_iter().find(|node| node.id == root)
    });
    root.ok_or_else(|| Error::Manifest {
        path: manifest.to_owned(),
        problem: "expected a package, and Cargo finds none".to_owned(),
    })
}

/// What the compiler is told of the features, and of each direct dependency.
fn uses(root: &Node, build: &build::Build) -> Vec<String> {
    let mut arguments = Vec::new();
    for feature in &root.features {
        arguments.extend(["--cfg".to_owned(), format!("feature=\"{feature}\"")]);
    }
    for dependency in &root.deps {
        let mut libraries = build.libraries().iter();
        if let Some(library) = libraries.find(|library| library.package == dependency.pkg) {
            let file = library.file.display();
            arguments.extend(["--extern".to_owned(), format!("{}={file}", dependency.name)]);
        }
    }
    arguments
}

/// Where the toolchain is that Cargo uses in this folder.
fn sysroot(folder: &Path) -> Result<PathBuf, Error> {
    let output = Command::new("rustc")
        .args(["--print", "sysroot"])
        .current_dir(folder)
        .output()
        .map_err(Error::Rustc)?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).trim().into()),
        false => {
            let said = String::from_utf8_lossy(&output.stderr);
            Err(Error::Rustc(io::Error::other(said.trim().to_owned())))
        }
    }
}

/// Writes a file, unless it is there already: a new one would make Cargo build anew.
fn write(path: &Path, text: &str) -> Result<(), Error> {
    match fs::read_to_string(path) {
        Ok(known) if known == text => Ok(()),
        _ => fs::write(path, text).map_err(failed(path)),
    }
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |cause| Error::File { path, cause }
}
