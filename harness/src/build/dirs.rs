//! Which folder things are built in.
//!
//! The first of these that is there: the folder that was asked for; `CARGO_TARGET_DIR`; the target
//! folder of the checkout that it lies in; `harness` in the user's cache, `$XDG_CACHE_HOME` or
//! `$HOME/.cache`; and where that cannot be written, a folder for temporary files. Nothing is
//! built beside a folder that lies outside a checkout.

use std::env;
use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf, absolute};
use std::sync::OnceLock;

use nix::unistd::{AccessFlags, access};
use rustix::process::geteuid;
use sha2::{Digest, Sha256};

use crate::carried::contents;
use crate::catalog;
use crate::hex::hex;

/// What the harness's folder in the user's cache is called.
const NAME: &str = "harness";

/// Knows where everything is built.
#[derive(Debug, Default)]
pub struct BuildDirs {
    asked: Option<PathBuf>,
    cache: OnceLock<Result<Cache, Error>>,
}

/// Where things are built that lie in no checkout.
#[derive(Debug)]
struct Cache {
    dir: PathBuf,
    /// Why it is not in the user's cache, if it is not.
    note: Option<String>,
}

/// Where the programs of one workspace are built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The folder of the workspace's manifest, or of a package's that stands alone.
    pub root: PathBuf,
    /// Whether that is a checkout's, whose members are built all at once.
    pub is_checkout: bool,
    /// Cargo's target folder; `None` where Cargo knows it.
    pub target: Option<PathBuf>,
    /// Where what lies between sources and programs is kept, for many workspaces to share.
    pub shared: Option<PathBuf>,
    /// The folder below which all that lies.
    pub dir: PathBuf,
}

impl Place {
    /// The target folder for what must not compile.
    pub(super) fn must_not_compile(&self) -> PathBuf {
        self.dir.join("must-not-compile")
    }
}

/// Why nothing can be built.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// The system would not let anything be written there.
    #[error("cannot build in {}: {why}; name a folder that can be written with --build-dir", .dir.display())]
    NotWritable {
        /// The folder.
        dir: PathBuf,
        /// What is in the way.
        why: String,
    },
}

impl BuildDirs {
    /// Builds in `asked`, if that is given, else where it is best.
    pub fn new(asked: Option<&Path>) -> Self {
        Self {
            asked: asked.map(made_absolute),
            cache: OnceLock::new(),
        }
    }

    /// The folder that what lies in `folder` is built below.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn of(&self, folder: &Path) -> Result<PathBuf, Error> {
        match catalog::checkout_around(folder).filter(|root| !contents::is_at(root)) {
            Some(root) if self.wanted().is_none() => writable(&root.join("target")),
            _ => self.elsewhere(),
        }
    }

    /// The folder that what lies in no checkout is built below.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn elsewhere(&self) -> Result<PathBuf, Error> {
        if let Some(dir) = self.wanted() {
            return writable(&dir);
        }
        let cache = self.cache.get_or_init(cache);
        Ok(cache.as_ref().map_err(Clone::clone)?.dir.clone())
    }

    /// What the user should know of where it is built, once that is known.
    pub fn note(&self) -> Option<&str> {
        self.cache.get()?.as_ref().ok()?.note.as_deref()
    }

    /// Where the programs of the workspace in `root` are built. The folder is made, if need be.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn place(&self, root: &Path) -> Result<Place, Error> {
        let dir = self.of(root)?;
        let root = root.to_owned();
        if contents::is_at(&root) {
            // Another version's programs have the same names.
            let dir = root.join("target");
            return Ok(Place {
                root,
                is_checkout: true,
                target: Some(dir.clone()),
                shared: None,
                dir,
            });
        }
        let is_checkout = catalog::is_checkout(&root);
        let (target, shared) = match is_checkout {
            true => (self.asked.clone(), None),
            // Programs of one name from two folders must not come to the same place.
            false => {
                let name = root.file_name().unwrap_or_default().to_string_lossy();
                let name = format!("{name}-{}", hash(&root));
                (Some(dir.join("folders").join(name)), Some(dir.clone()))
            }
        };
        if let Some(target) = &target {
            make(target)?;
        }
        Ok(Place {
            root,
            is_checkout,
            target,
            shared,
            dir,
        })
    }

    /// What the user wants, in whichever way.
    fn wanted(&self) -> Option<PathBuf> {
        self.asked.clone().or_else(cargo_target_dir)
    }
}

/// Where the user wants Cargo to build everything.
pub(super) fn cargo_target_dir() -> Option<PathBuf> {
    let dir = env::var_os("CARGO_TARGET_DIR").filter(|dir| !dir.is_empty())?;
    Some(made_absolute(Path::new(&dir)))
}

fn made_absolute(path: &Path) -> PathBuf {
    absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// What tells a folder from all others of its name.
pub(crate) fn hash(folder: &Path) -> String {
    let hash = Sha256::digest(folder.as_os_str().as_encoded_bytes());
    hex(&hash[..4])
}

/// The user's cache, or else a folder for temporary files.
fn cache() -> Result<Cache, Error> {
    let why = match user_cache() {
        Some(dir) => match check(&dir) {
            Ok(()) => return Ok(Cache { dir, note: None }),
            Err(why) => format!("cannot build in {}: {why}", dir.display()),
        },
        None => "neither XDG_CACHE_HOME nor HOME names a folder to build in".to_owned(),
    };
    let dir = temporary()?;
    let note = format!(
        "{why}; building in {} instead, --build-dir names another folder",
        dir.display()
    );
    Ok(Cache {
        dir,
        note: Some(note),
    })
}

/// As the XDG Base Directory Specification has it: a path that is not absolute counts as none.
fn user_cache() -> Option<PathBuf> {
    let dir = |name| {
        env::var_os(name)
            .map(PathBuf::from)
            .filter(|dir| dir.is_absolute())
    };
    let cache = dir("XDG_CACHE_HOME").or_else(|| Some(dir("HOME")?.join(".cache")))?;
    Some(cache.join(NAME))
}

/// This user's own folder among those for temporary files, the same one each time. Others can write
/// there as well, and what is in it will be run, so it must be nobody else's.
fn temporary() -> Result<PathBuf, Error> {
    let user = geteuid().as_raw();
    let dir = env::temp_dir().join(format!("{NAME}-{user}"));
    let made = DirBuilder::new().mode(0o700).create(&dir);
    let why = match (made, fs::symlink_metadata(&dir)) {
        (_, Ok(about)) => {
            let is_own = about.is_dir() && about.uid() == user && about.mode() & 0o022 == 0;
            match is_own {
                true => return writable(&dir),
                false => "others can write there".to_owned(),
            }
        }
        (Err(cause), Err(_)) | (Ok(()), Err(cause)) => cause.to_string(),
    };
    Err(Error::NotWritable { dir, why })
}

/// Makes a folder to build in.
pub(crate) fn make(dir: &Path) -> Result<(), Error> {
    fs::create_dir_all(dir).map_err(|cause| Error::NotWritable {
        dir: dir.to_owned(),
        why: cause.to_string(),
    })
}

fn writable(dir: &Path) -> Result<PathBuf, Error> {
    let dir = dir.to_owned();
    match check(&dir) {
        Ok(()) => Ok(dir),
        Err(why) => Err(Error::NotWritable {
            dir,
            why: why.to_string(),
        }),
    }
}

/// Whether a folder can be written, or can be made.
fn check(dir: &Path) -> io::Result<()> {
    let there = dir.ancestors().find(|dir| dir.symlink_metadata().is_ok());
    let there = there.unwrap_or(Path::new("/"));
    if !there.is_dir() {
        let why = format!("{} is no folder", there.display());
        return Err(io::Error::other(why));
    }
    access(there, AccessFlags::W_OK | AccessFlags::X_OK).map_err(io::Error::from)
}

#[cfg(test)]
mod tests;
