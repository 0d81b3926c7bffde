//! Lists the files of the checkout that the harness carries, so that it also works outside of one.
//!
//! What it writes is a table for `src/carried/contents.rs`: each file's path in the checkout, and its bytes.

#![allow(clippy::print_stdout)] // This is how a build script speaks to Cargo.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// What is carried: the examples, the exercises, and what they are built with.
const CARRIED: [&str; 5] = [
    "Cargo.lock",
    "Cargo.toml",
    "crates",
    "rust-toolchain.toml",
    "tests/submissions/exercises",
];

/// How the names of files end that an editor or a merge has left behind.
const LEFTOVERS: [&str; 6] = ["~", "#", ".bak", ".orig", ".rej", ".swp"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let package = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let root = package.parent().ok_or("the harness lies in a checkout")?;
    let mut files = Vec::new();
    for name in CARRIED {
        let path = root.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        list(&path, &mut files)?;
    }
    files.sort();
    let mut table = String::from("&[\n");
    for file in &files {
        let inside = file.strip_prefix(root)?;
        table += &format!("    ({inside:?}, include_bytes!({file:?})),\n");
    }
    table += "]\n";
    fs::write(Path::new(&env::var("OUT_DIR")?).join("carried.rs"), table)?;
    Ok(())
}

/// All files at or below `path`, but for what building, an editor or the system has made there.
fn list(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_leftover = LEFTOVERS.iter().any(|ending| name.ends_with(ending));
    if name.starts_with('.') || is_leftover {
        return Ok(());
    }
    if path.is_dir() {
        if name != "target" {
            for entry in fs::read_dir(path).map_err(|cause| failed(path, &cause))? {
                list(&entry?.path(), files)?;
            }
        }
    } else {
        fs::metadata(path).map_err(|cause| failed(path, &cause))?;
        files.push(path.to_owned());
    }
    Ok(())
}

fn failed(path: &Path, cause: &dyn Error) -> String {
    format!(
        "cannot read {}: {cause}; the harness carries it, and is built in a whole checkout",
        path.display()
    )
}
