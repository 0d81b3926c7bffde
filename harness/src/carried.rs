//! The examples and exercises that the harness carries inside its executable, for where there is no
//! checkout.
//!
//! They are unpacked into the build folder, as a small checkout: the files as they were when the
//! harness was built, in a workspace of the examples alone. Its name says what is in it, so that two
//! versions of the harness never share one.
//!
//! - `contents`: the files, and the name.
//! - `lock`: what Cargo may have made of the lock file among them.

pub(crate) mod contents;
mod lock;

use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};
use toml::{Table, Value};

use crate::build::dirs::{self, BuildDirs};
use crate::catalog::{self, CRATES, Catalog, EXERCISES};
use crate::starter::OWN_WORKSPACE;
use contents::{FILES, folder};

/// The file with the versions of what everything depends on.
const LOCK: &str = "Cargo.lock";

/// Why there is no catalog.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The checkout cannot be read.
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
    /// There is no folder to unpack into.
    #[error(transparent)]
    BuildDir(#[from] dirs::Error),
    /// The system would not write what is carried.
    #[error(
        "cannot unpack the examples to {}: {cause}; make room there, or name another folder with \
         --build-dir or XDG_CACHE_HOME",
        .path.display()
    )]
    Unpack {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
}

/// The catalog of the checkout around `here`, or else of what the harness carries.
///
/// # Errors
/// When the checkout cannot be read, or what is carried cannot be unpacked.
pub fn catalog(here: &Path, dirs: &BuildDirs) -> Result<Catalog, Error> {
    if let Some(root) = catalog::checkout_around(here) {
        return Ok(Catalog::read(root)?);
    }
    let root = unpack(&dirs.elsewhere()?)?;
    Ok(Catalog::read(&root)?)
}

/// Unpacks what is carried into a folder in `dir`, unless it is there; what is not as it must be in
/// it is mended. The folder is complete from the moment it has its name, so that several harnesses
/// may do this at once.
fn unpack(dir: &Path) -> Result<PathBuf, Error> {
    let root = dir.join(folder());
    let files = files();
    if !root.is_dir() {
        fs::create_dir_all(dir).map_err(failed(dir))?;
        let made = Builder::new()
            .prefix(".examples-")
            .permissions(Permissions::from_mode(0o777))
            .tempdir_in(dir)
            .map_err(failed(dir))?;
        for (path, bytes) in &files {
            let path = made.path().join(path);
            write(&path, bytes).map_err(failed(&path))?;
        }
        match fs::rename(made.path(), &root) {
            // Another harness was faster.
            Err(_) if root.is_dir() => {}
            renamed => renamed.map_err(failed(&root))?,
        }
    }
    for (path, bytes) in &files {
        let path = root.join(path);
        if !is_as_it_must_be(&path, bytes, &root) {
            write(&path, bytes).map_err(failed(&path))?;
        }
    }
    Ok(root)
}

/// Whether a file holds what was carried; the workspace's lock file may be what Cargo made of that.
fn is_as_it_must_be(path: &Path, bytes: &[u8], root: &Path) -> bool {
    let Ok(found) = fs::read(path) else {
        return false;
    };
    let as_text = || Some((str::from_utf8(&found).ok()?, str::from_utf8(bytes).ok()?));
    let is_lock = path == root.join(LOCK);
    found == bytes
        || is_lock
            && as_text().is_some_and(|(found, whole)| lock::is_part_of(found, whole, &members()))
}

/// Writes a file that whoever reads it finds whole. It is not meant to be changed: that would be
/// undone.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    // Cargo takes out of the lock file what the examples do not need.
    let mode = if path.ends_with(LOCK) { 0o644 } else { 0o444 };
    fs::set_permissions(file.path(), Permissions::from_mode(mode))?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |cause| Error::Unpack { path, cause }
}

/// The files of the small checkout.
fn files() -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<(PathBuf, Vec<u8>)> = FILES
        .iter()
        .map(|(path, bytes)| (PathBuf::from(path), bytes.to_vec()))
        .collect();
    let mut whole = Vec::new();
    for (path, bytes) in &mut files {
        match path.to_str() {
            Some("Cargo.toml") => {
                *bytes = manifest(&String::from_utf8_lossy(bytes)).into_bytes();
            }
            Some(LOCK) => whole.clone_from(bytes),
            // Else it would be taken for a member of whatever workspace it may be unpacked in.
            Some(path) if is_apart(path) => bytes.extend_from_slice(OWN_WORKSPACE.as_bytes()),
            _ => {}
        }
    }
    // Exercises are no members: Cargo takes out what they alone need, so they have a file of their own.
    files.push((Path::new(EXERCISES).join(LOCK), whole));
    files
}

/// The packages of the workspace, which are called like their folders.
fn members() -> Vec<&'static str> {
    let paths = FILES.iter().map(|(path, _)| *path);
    let members = paths.filter(|path| !is_apart(path)).filter_map(|path| {
        let inside = path.strip_prefix(CRATES)?.strip_prefix('/')?;
        inside.strip_suffix("/Cargo.toml")
    });
    members.collect()
}

/// Whether this is the manifest of an example that is no member of the workspace: such a one has a
/// lock file of its own.
fn is_apart(path: &str) -> bool {
    let folder = path.strip_suffix("/Cargo.toml");
    let own = folder.map(|folder| format!("{folder}/{LOCK}"));
    own.is_some_and(|own| FILES.iter().any(|(path, _)| *path == own))
}

/// The workspace's manifest, of the examples alone.
fn manifest(text: &str) -> String {
    let mut manifest: Table = text.parse().unwrap_or_default();
    if let Some(Value::Table(workspace)) = manifest.get_mut("workspace") {
        workspace.insert("members".to_owned(), vec![format!("{CRATES}/*")].into());
        workspace.remove("dependencies");
        workspace.remove("lints");
    }
    let profile = manifest.get_mut("profile");
    if let Some(Value::Table(dev)) = profile.and_then(|profile| profile.get_mut("dev")) {
        dev.remove("package");
    }
    manifest.to_string()
}

#[cfg(test)]
mod tests;
