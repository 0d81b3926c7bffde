//! Whether there is room to build.

use std::path::Path;

use nix::sys::statvfs::statvfs;

/// A compiler needs this much room for a program of an example's size and its parts, and some to spare, in
/// bytes.
const ROOM: u64 = 64 * 1024 * 1024;

/// Whether there is hardly any room on the disk where `folder` lies. What a compiler has written there may be
/// gone by now.
pub(crate) fn is_full(folder: &Path) -> bool {
    statvfs(folder).is_ok_and(|disk| disk.blocks_available() * disk.fragment_size() < ROOM)
}

/// What is said of a compiler that had no room in `folder`. `error` is what it said itself.
pub(crate) fn complaint(folder: &Path, error: &str) -> String {
    format!(
        "expected room to compile in {}, found hardly any; make some, and try again: {error}",
        folder.display()
    )
}
