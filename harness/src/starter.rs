//! Copies an example out, as the beginning of somebody's own program.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::catalog::Example;

/// What is left behind: it was made by building the example where it is.
const LEFT_BEHIND: &str = "target";

/// Makes the copy a workspace of its own, so that it also builds inside somebody else's.
const OWN_WORKSPACE: &str = "
# A workspace of its own, wherever it lies. To make it a member of another one, take this out.
[workspace]
";

/// Why there is no copy, or only a part of one.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something is there already.
    #[error("{} is there already, and nothing is overwritten; name a folder that is not there yet", .0.display())]
    Occupied(PathBuf),
    /// The system would not copy.
    #[error("cannot copy {}: {source}", .path.display())]
    Copy {
        /// The file or folder that was the trouble.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Copies `example` to `folder`, which must not be there or be empty.
///
/// The copy builds and runs anywhere and keeps what is expected of it.
///
/// # Errors
/// When something is there already, or a file cannot be read or written.
pub fn copy(example: &Example, folder: &Path) -> Result<(), Error> {
    if folder.exists() && !is_empty_folder(folder) {
        return Err(Error::Occupied(folder.to_owned()));
    }
    // All files are listed before the first is written: the copy may lie inside the original.
    let mut files = Vec::new();
    list(&example.folder, &mut files)?;
    for file in files {
        let inside = file.strip_prefix(&example.folder).unwrap_or(&file);
        let to = folder.join(inside);
        copy_file(&file, &to, inside == Path::new("Cargo.toml")).map_err(|source| Error::Copy {
            path: file.clone(),
            source,
        })?;
    }
    Ok(())
}

fn is_empty_folder(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let failed = |source| Error::Copy {
        path: folder.to_owned(),
        source,
    };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.file_type().map_err(failed)?.is_file() {
            files.push(entry.path());
        } else if entry.file_name() != LEFT_BEHIND {
            list(&entry.path(), files)?;
        }
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path, is_manifest: bool) -> io::Result<()> {
    let mut bytes = fs::read(from)?;
    if is_manifest {
        bytes.extend_from_slice(OWN_WORKSPACE.as_bytes());
    }
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    File::create_new(to)?.write_all(&bytes)
}
