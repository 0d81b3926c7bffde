//! What is carried, and the name of the folder that it is unpacked into.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::hex::hex;

/// Each file's path in the checkout, and its bytes.
pub(super) const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/carried.rs"));

/// How the name of the folder begins.
const FOLDER: &str = "examples-";

/// The name of the folder, which says what is in it.
pub(super) fn folder() -> String {
    let mut hash = Sha256::new();
    // The rules by which they are unpacked are part of the version.
    hash.update(env!("CARGO_PKG_VERSION"));
    for (path, bytes) in FILES {
        hash.update((path.len() as u64).to_le_bytes());
        hash.update(path);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    format!("{FOLDER}{}", hex(&hash.finalize()[..8]))
}

/// Whether `root` is where what this harness carries is unpacked.
pub(crate) fn is_at(root: &Path) -> bool {
    root.file_name().is_some_and(|name| *name == *folder())
}
