//! Writes a report to a file: whole, or not at all, so that what was there before is not lost.

use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tempfile::Builder;

/// Writes `text` to `path`. A file that is there keeps what it holds until the new text is on disk.
pub fn save(path: &Path, text: &str) -> io::Result<()> {
    let there = fs::metadata(path).ok();
    // A pipe or a device is written, and not put out of the way.
    if there.as_ref().is_some_and(|about| !about.is_file()) {
        return fs::write(path, text);
    }
    // Where a link leads, the file is replaced, and not the link.
    let path = path.canonicalize().unwrap_or(path.to_owned());
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let new = Builder::new()
        .permissions(there.map_or(Permissions::from_mode(0o666), |about| about.permissions()))
        .tempfile_in(folder.unwrap_or(Path::new(".")));
    let mut new = match new {
        // A file in a folder that cannot be written may still be written itself.
        Err(_) if path.is_file() => return fs::write(path, text),
        new => new?,
    };
    new.write_all(text.as_bytes())?;
    new.as_file().sync_all()?;
    new.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use tempfile::TempDir;

    use super::*;

    #[test]
    fn a_link_stays_one_and_a_file_keeps_who_may_read_it() {
        let folder = TempDir::new().unwrap();
        let [file, link] = ["file", "link"].map(|name| folder.path().join(name));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        save(&link, "new").unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o640
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_device_is_written_and_a_folder_that_is_not_there_is_an_error() {
        assert!(save(Path::new("/dev/null"), "text").is_ok());
        assert!(save(Path::new("/dev/full"), "text").is_err());
        assert!(save(Path::new("/no/such/folder/file"), "text").is_err());
    }
}
