//! The names of files in a submission.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};

use crate::grade::intake::Error;
use crate::grade::intake::taken::{
    BUILD_SCRIPT, LONGEST_PATH, MOST_BYTES, MOST_FILES, Taken, loose_source,
};
use crate::trace::LIBRARIES;

/// What a submission begins with is looked for under this name.
const PROGRAM: &str = "one";

/// Reads the bytes as the paths of a submission's files, a line each; what stands behind a tab is a
/// file's length. Those that a folder cannot have are left out.
///
/// # Panics
/// When something is taken that must not be, a refusal has no sentence, or a program begins with
/// what is no file of the submission's, or with what the compiler would take for an option.
pub fn names(bytes: &[u8]) {
    let mut taken = Taken::default();
    let mut given = HashSet::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        let mut words = line.split(|byte| *byte == b'\t');
        let path = Path::new(OsStr::from_bytes(words.next().unwrap_or_default()));
        let length = words
            .next()
            .and_then(|length| str::from_utf8(length).ok()?.parse().ok());
        let length: usize = length.unwrap_or(0);
        if !is_possible(path) || length > 2 * MOST_BYTES as usize {
            continue;
        }
        // What lies in no folder is taken only if its name is a plain one.
        let inside = match path.starts_with("src") {
            true => path.to_owned(),
            false => match loose_source(path.as_os_str()) {
                Some(plain) if plain != BUILD_SCRIPT => PathBuf::from(plain),
                _ => continue,
            },
        };
        if !given.insert(inside.clone()) {
            continue;
        }
        match taken.add(inside, vec![b' '; length]) {
            Ok(()) => {}
            Err(Error::Unusable(why)) => {
                assert!(!why.trim().is_empty());
                return;
            }
            Err(error) => panic!("nothing was read: {error}"),
        }
    }
    assert!(taken.files.len() <= MOST_FILES);
    let all: usize = taken.files.iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(all as u64 <= MOST_BYTES);
    for (path, _) in &taken.files {
        assert!(path.as_os_str().len() <= LONGEST_PATH);
        let path = Path::new("/").join(path);
        let path = path.to_string_lossy();
        let is_librarys = LIBRARIES.iter().any(|folder| path.contains(folder));
        assert!(!is_librarys, "{path} would be taken for a library's");
    }
    if let Some(root) = taken.root(PROGRAM) {
        assert!(taken.files.iter().any(|(path, _)| *path == root));
        let first = root.as_os_str().as_bytes().first();
        assert!(
            !matches!(first, None | Some(b'-' | b'@' | b'/')),
            "{root:?}"
        );
        assert_eq!(root.extension(), Some(OsStr::new("rs")));
    }
}

/// Whether files can lie there in a folder: below it, and without a NUL.
fn is_possible(path: &Path) -> bool {
    let is_normal = |part: Component| matches!(part, Component::Normal(_));
    let bytes = path.as_os_str().as_bytes();
    let is_plain = !bytes.is_empty() && !bytes.contains(&0) && path.components().all(is_normal);
    // As it is put together from names: no empty ones, and none that is but a dot.
    is_plain && path.components().collect::<PathBuf>().as_os_str() == path.as_os_str()
}
