//! Copies an example out, as the beginning of somebody's own program.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};
use toml::{Table, Value};

use crate::catalog::Example;

/// What is left behind: it was made by building the example where it is.
const LEFT_BEHIND: &str = "target";

/// Makes the copy a workspace of its own, so that it also builds inside somebody else's.
pub(crate) const OWN_WORKSPACE: &str = "
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
    #[error(
        "cannot copy to {}: {cause}; name a folder that can be written, with room for it",
        .path.display()
    )]
    Copy {
        /// The file or folder that was to be written, or could not be read.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
}

/// What the copy is to Cargo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// A workspace of its own, also inside another one.
    Own,
    /// A member of the workspace around it, which claims all that lies there.
    Member,
}

/// Copies `example` to `folder`, which must not be there or be empty.
///
/// The copy builds and runs anywhere and keeps what is expected of it.
///
/// # Errors
/// When something is there already, or a file cannot be read or written.
pub fn copy(example: &Example, folder: &Path) -> Result<Home, Error> {
    let was_there = folder.symlink_metadata().is_ok();
    if was_there && !is_empty_folder(folder) {
        return Err(Error::Occupied(folder.to_owned()));
    }
    // All files are listed before the first is written: the copy may lie inside the original.
    let mut files = Vec::new();
    let left_behind = example.folder.join(LEFT_BEHIND);
    list(&example.folder, &left_behind, &mut files)?;
    let home = home(folder);
    for file in files {
        let inside = file.strip_prefix(&example.folder).unwrap_or(&file);
        let to = folder.join(inside);
        let is_manifest = inside == Path::new("Cargo.toml");
        if let Err(cause) = copy_file(&file, &to, is_manifest && home == Home::Own) {
            undo(folder, was_there);
            return Err(Error::Copy { path: to, cause });
        }
    }
    Ok(home)
}

/// Removes a part of a copy, which would be in the way of the next attempt.
fn undo(folder: &Path, was_there: bool) {
    if !was_there {
        let _ = fs::remove_dir_all(folder);
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let _ = match entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            true => fs::remove_dir_all(entry.path()),
            false => fs::remove_file(entry.path()),
        };
    }
}

fn is_empty_folder(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

fn list(folder: &Path, left_behind: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let failed = |cause| Error::Copy {
        path: folder.to_owned(),
        cause,
    };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        if path.is_file() {
            files.push(path);
        } else if path != left_behind {
            list(&path, left_behind, files)?;
        }
    }
    Ok(())
}

/// A workspace whose `members` match the folder takes it in, and then it must not be one itself.
fn home(folder: &Path) -> Home {
    let Ok(folder) = std::path::absolute(folder) else {
        return Home::Own;
    };
    for around in folder.ancestors().skip(1) {
        let manifest = fs::read_to_string(around.join("Cargo.toml")).unwrap_or_default();
        let manifest: Table = manifest.parse().unwrap_or_default();
        let Some(workspace) = manifest.get("workspace") else {
            continue;
        };
        let inside = folder.strip_prefix(around).unwrap_or(&folder);
        let any = |list: &str, claims: &dyn Fn(&str) -> bool| {
            let paths = workspace
                .get(list)
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            paths.filter_map(Value::as_str).any(claims)
        };
        let is_member = any("members", &|pattern| {
            Pattern::new(pattern).is_ok_and(|pattern| pattern.matches_path_with(inside, PATHS))
        });
        let is_excluded = any("exclude", &|path| inside.starts_with(path));
        return if is_member && !is_excluded {
            Home::Member
        } else {
            Home::Own
        };
    }
    Home::Own
}

/// A `*` stands for one folder's name, as it does for Cargo.
const PATHS: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: false,
};

fn copy_file(from: &Path, to: &Path, add_workspace: bool) -> io::Result<()> {
    let mut bytes = fs::read(from)?;
    // It may be a copy already.
    if let Some(before) = bytes.strip_suffix(OWN_WORKSPACE.as_bytes()) {
        bytes.truncate(before.len());
    }
    if add_workspace {
        bytes.extend_from_slice(OWN_WORKSPACE.as_bytes());
    }
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    File::create_new(to)?.write_all(&bytes)
}
