//! The submissions themselves, with places of this machine in them, and those that cannot be in a checkout.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use nix::sys::stat::Mode;
use nix::unistd::mkfifo;
use tempfile::TempDir;

use crate::workspace::CATALOG;

/// All of them: a copy of those in the checkout, in which places of this machine stand for their names,
/// and what cannot be in a checkout, with what it must get beside it.
pub fn made(outside: &Path) -> TempDir {
    let made = TempDir::new().unwrap();
    let hostile = CATALOG.root.join("tests/submissions/hostile/.");
    let copied = Command::new("cp")
        .arg("-a")
        .arg(hostile)
        .arg(made.path())
        .status();
    assert!(copied.unwrap().success());
    name_places(made.path(), outside);
    let folder = |name: &str| {
        let folder = made.path().join(name);
        fs::create_dir_all(folder.join("src")).unwrap();
        folder
    };
    let right = fs::read(CATALOG.root.join("crates/ex1-concurrent-tasks/src/main.rs")).unwrap();
    let expect = |folder: &Path, grade: &str, words: &str| {
        fs::write(
            folder.join("expect.txt"),
            format!("//@ {grade}\n//= {words}\n"),
        )
        .unwrap();
    };
    let pipe = folder("a-pipe-for-a-source");
    mkfifo(&pipe.join("src/main.rs"), Mode::S_IRWXU).unwrap();
    expect(
        &pipe,
        "failed, 0 points, does-not-build",
        "what is no plain file is not read: src/main.rs",
    );
    let beside = folder("a-pipe-beside-the-source");
    fs::write(beside.join("src/main.rs"), &right).unwrap();
    mkfifo(&beside.join("src/pipe.rs"), Mode::S_IRWXU).unwrap();
    expect(
        &beside,
        "passed, 10 points, concurrent",
        "no plain file: src/pipe.rs",
    );
    let large = folder("100-megabytes");
    File::create(large.join("src/main.rs"))
        .unwrap()
        .set_len(100_000_000)
        .unwrap();
    expect(
        &large,
        "failed, 0 points, does-not-build",
        "its sources have more than 1 MiB",
    );
    let name = "\u{1b}[2J..\n::error::'\"<script>";
    let named = folder(name);
    fs::write(named.join("src/main.rs"), &right).unwrap();
    fs::write(named.join("src").join(name), "").unwrap();
    expect(&named, "passed, 10 points, concurrent", "11 lines");
    let deep = folder("deep-parentheses");
    let nested = format!(
        "fn main() {{ {}1{}; }}",
        "(".repeat(100_000),
        ")".repeat(100_000)
    );
    fs::write(deep.join("src/main.rs"), nested).unwrap();
    expect(&deep, "failed, 0 points, does-not-build", "the compiler");
    made
}

/// Says in all sources below a folder where the checkout is, where Cargo's home, and where there is what
/// none of them may touch.
fn name_places(folder: &Path, outside: &Path) {
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.unwrap_or_else(|| Path::new(&env::var_os("HOME").unwrap()).join(".cargo"));
    let places = [
        ("@CHECKOUT@", CATALOG.root.to_str().unwrap()),
        ("@CARGO@", cargo.to_str().unwrap()),
        ("@OUTSIDE@", outside.to_str().unwrap()),
    ];
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let (path, kind) = (entry.path(), entry.file_type().unwrap());
        if kind.is_dir() {
            name_places(&path, outside);
        } else if kind.is_file()
            && let Ok(source) = fs::read_to_string(&path)
        {
            let named = places.iter().fold(source.clone(), |text, (name, place)| {
                text.replace(name, place)
            });
            if named != source {
                fs::write(path, named).unwrap();
            }
        }
    }
}
