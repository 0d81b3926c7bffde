//! Folders and files as students hand them in.

use std::os::unix::fs::symlink;

use nix::sys::stat::Mode;
use nix::unistd::mkfifo;
use tempfile::TempDir;

use super::taken::{DEEPEST, MOST_BYTES, MOST_FILES};
use super::*;
use crate::build::dirs::BuildDirs;

/// An exercise with one program called `one`, and a library if that is wanted.
fn exercise(has_library: bool) -> (TempDir, Exercise) {
    let folder = TempDir::new().unwrap();
    let manifest = "[package]\nname = \"one\"\ndescription = \"A lesson.\"\n\
                    [package.metadata.expect]\ntotal = \"1s\"\n";
    let library = if has_library {
        "src/lib.rs"
    } else {
        "notes.rs"
    };
    let files = [
        ("Cargo.toml", manifest),
        ("expected.txt", "done\n"),
        ("src/main.rs", "the teacher's own solution"),
        (library, "given"),
    ];
    write(folder.path(), &files);
    let found = Exercise::find(
        folder.path(),
        folder.path().to_str().unwrap(),
        &BuildDirs::default(),
    )
    .unwrap();
    (folder, found)
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// What is taken of a folder with these files.
fn taken(files: &[(&str, &str)]) -> Result<Sources, Error> {
    let (_kept, exercise) = exercise(false);
    let folder = TempDir::new().unwrap();
    write(folder.path(), files);
    take_in(folder.path(), &exercise)
}

fn paths(sources: &Sources) -> Vec<&str> {
    sources
        .files
        .iter()
        .map(|(path, _)| path.to_str().unwrap())
        .collect()
}

fn refusal(result: Result<Sources, Error>) -> String {
    match result.unwrap_err() {
        Error::Unusable(why) => why,
        error => panic!("{error}"),
    }
}

#[test]
fn only_the_sources_of_a_crate_are_taken_and_the_rest_is_named() {
    let sources = taken(&[
        ("src/main.rs", "fn main() {}"),
        ("src/sleep/mod.rs", ""),
        ("src/text.txt", "read by include_str"),
        ("Cargo.toml", ""),
        ("build.rs", ""),
        (".cargo/config.toml", ""),
        ("target/debug/one", ""),
        ("tests/all.rs", ""),
    ])
    .unwrap();
    assert_eq!(
        paths(&sources),
        ["src/main.rs", "src/sleep/mod.rs", "src/text.txt"]
    );
    assert_eq!(sources.root, Path::new("src/main.rs"));
    assert_eq!(sources.library, None);
    let told = "left aside, because the exercise has its own: Cargo.toml, build.rs, .cargo";
    assert_eq!(sources.warnings, [told]);
}

#[test]
fn a_program_is_found_where_students_put_it() {
    for (file, found) in [
        ("src/main.rs", "src/main.rs"),
        ("src/bin/one.rs", "src/bin/one.rs"),
        ("src/bin/one/main.rs", "src/bin/one/main.rs"),
        ("src/bin/mine.rs", "src/bin/mine.rs"),
        ("main.rs", "main.rs"),
        ("one.rs", "one.rs"),
        ("solution.rs", "solution.rs"),
    ] {
        let sources = taken(&[(file, "fn main() {}"), ("README.md", "")]).unwrap();
        assert_eq!(sources.root, Path::new(found));
    }
}

#[test]
fn a_folder_without_a_program_is_told_what_is_expected() {
    let why = refusal(taken(&[("README.md", "I did nothing")]));
    assert_eq!(
        why,
        "expected `src/main.rs` or `src/bin/one.rs`, found no source at all"
    );
    let two = refusal(taken(&[("src/bin/a.rs", ""), ("src/bin/b.rs", "")]));
    assert!(two.ends_with("found 2 files, and none of these"), "{two}");
}

#[test]
fn a_single_file_keeps_its_name_if_that_is_a_plain_one() {
    let (_kept, exercise) = exercise(false);
    let folder = TempDir::new().unwrap();
    for (name, found) in [
        ("alice.rs", "alice.rs"),
        ("a b\n.rs", "main.rs"),
        ("-o.rs", "main.rs"),
        ("..rs", "main.rs"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, "fn main() {}").unwrap();
        assert_eq!(take_in(&path, &exercise).unwrap().root, Path::new(found));
    }
    let pipe = folder.path().join("pipe.rs");
    mkfifo(&pipe, Mode::S_IRWXU).unwrap();
    assert!(refusal(take_in(&pipe, &exercise)).starts_with("expected a crate's folder"));
    let archive = folder.path().join("all.zip");
    fs::write(&archive, "PK").unwrap();
    assert!(refusal(take_in(&archive, &exercise)).starts_with("expected a crate's folder"));
}

#[test]
fn the_exercises_library_is_given_whatever_the_submission_has() {
    let (_kept, exercise) = exercise(true);
    let folder = TempDir::new().unwrap();
    write(folder.path(), &[("src/main.rs", "fn main() {}")]);
    let given = take_in(folder.path(), &exercise).unwrap();
    assert_eq!(paths(&given), ["src/main.rs", "src/lib.rs"]);
    assert_eq!(
        given.files[0].1, b"fn main() {}",
        "the teacher's program is not given"
    );
    assert_eq!(given.files[1].1, b"given");
    write(folder.path(), &[("src/lib.rs", "own")]);
    let own = take_in(folder.path(), &exercise).unwrap();
    assert_eq!(paths(&own), ["src/main.rs", "src/lib.rs"]);
    assert_eq!(own.files[1].1, b"given");
    let told = "left aside, because the exercise has its own: src/lib.rs";
    assert_eq!(own.warnings, [told]);
    write(folder.path(), &[("src/lib.rs", "given")]);
    let same = take_in(folder.path(), &exercise).unwrap();
    assert_eq!(same.warnings, [""; 0], "nothing is lost");
}

#[test]
fn no_link_is_followed_and_no_pipe_is_read() {
    let (_kept, exercise) = exercise(false);
    let folder = TempDir::new().unwrap();
    let secret = folder.path().join("secret.rs");
    fs::write(&secret, "secret").unwrap();
    let submission = folder.path().join("submission");
    write(&submission, &[("src/main.rs", "fn main() {}")]);
    symlink(&secret, submission.join("src/stolen.rs")).unwrap();
    mkfifo(&submission.join("src/pipe.rs"), Mode::S_IRWXU).unwrap();
    let sources = take_in(&submission, &exercise).unwrap();
    assert_eq!(paths(&sources), ["src/main.rs"]);
    let told = "left aside, because it is no plain file: src/pipe.rs, src/stolen.rs";
    assert_eq!(sources.warnings, [told]);

    let link = folder.path().join("link.rs");
    symlink(submission.join("src/main.rs"), &link).unwrap();
    assert_eq!(
        refusal(take_in(&link, &exercise)),
        "it is a link, which is not followed"
    );

    let linked = folder.path().join("linked");
    fs::create_dir(&linked).unwrap();
    symlink(submission.join("src"), linked.join("src")).unwrap();
    let why = refusal(take_in(&linked, &exercise));
    assert!(
        why.ends_with("what is no plain file is not read: src"),
        "{why}"
    );
}

#[test]
fn no_file_is_taken_for_an_option_of_the_compilers() {
    for name in ["-Clinker=evil.rs", "@evil.rs", "evil\n.rs"] {
        let why = refusal(taken(&[(name, "fn main() {}")]));
        assert!(why.contains("found no source at all"), "{why}");
        let sources = taken(&[(name, ""), ("main.rs", "fn main() {}")]).unwrap();
        assert_eq!(paths(&sources), ["main.rs"]);
        assert!(sources.warnings[0].starts_with("left aside, because it is no plain file"));
    }
}

#[test]
fn too_much_is_refused_with_what_may_be() {
    let long = "x".repeat(MOST_BYTES as usize + 1);
    let why = refusal(taken(&[("src/main.rs", &long)]));
    assert_eq!(why, "its sources have more than 1 MiB");
    let names: Vec<String> = (0..=MOST_FILES)
        .map(|number| format!("src/{number}.rs"))
        .collect();
    let many: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert_eq!(refusal(taken(&many)), "it has more than 200 files");
    let deep = format!("src/{}main.rs", "a/".repeat(DEEPEST));
    assert!(refusal(taken(&[(&deep, "")])).contains("16 deep"));
}

#[test]
fn no_folder_may_look_like_a_librarys() {
    let why = refusal(taken(&[
        ("src/main.rs", ""),
        ("src/registry/src/tokio.rs", ""),
    ]));
    assert_eq!(
        why,
        "no folder may be called like `src/registry/src/tokio.rs`"
    );
}
