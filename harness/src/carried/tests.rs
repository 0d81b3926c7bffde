//! What is carried, and where it lands.

use std::thread;

use tempfile::TempDir;

use super::*;

/// The checkout that this harness was built in.
fn checkout() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn unpacked() -> (TempDir, PathBuf) {
    let dir = TempDir::new().unwrap();
    let root = unpack(dir.path()).unwrap();
    (dir, root)
}

#[test]
fn all_examples_and_exercises_of_the_checkout_are_carried() {
    let (_dir, root) = unpacked();
    let names = |examples: &[catalog::Example]| {
        let names = examples.iter().map(|one| one.name.clone());
        names.collect::<Vec<_>>()
    };
    let here = Catalog::read(checkout()).unwrap();
    let there = Catalog::read(&root).unwrap();
    assert_eq!(names(&there.examples), names(&here.examples));
    assert_eq!(names(&there.exercises), names(&here.exercises));
    assert!(there.examples.len() > 7 && there.exercises.len() > 3);
    assert!(there.broken.is_empty(), "{:?}", there.broken);
}

#[test]
fn nothing_is_carried_that_an_editor_or_a_build_has_left() {
    for (path, _) in FILES {
        let mut parts = path.split('/');
        let is_left = |part: &str| part == "target" || part.starts_with('.') || part.ends_with('~');
        assert!(!parts.any(is_left), "{path}");
    }
}

#[test]
fn what_is_damaged_is_mended_and_what_is_whole_is_not_written() {
    let (dir, root) = unpacked();
    let [gone, changed] =
        ["Cargo.lock", "crates/ex4-synchronous/src/main.rs"].map(|file| root.join(file));
    fs::remove_file(&gone).unwrap();
    fs::remove_file(&changed).unwrap();
    fs::write(&changed, "fn main() {").unwrap();
    let whole = root.join("Cargo.toml");
    let before = fs::metadata(&whole).unwrap().modified().unwrap();
    assert_eq!(unpack(dir.path()).unwrap(), root);
    for (path, bytes) in files() {
        assert_eq!(
            fs::read(root.join(&path)).unwrap(),
            bytes,
            "{}",
            path.display()
        );
    }
    assert_eq!(fs::metadata(&whole).unwrap().modified().unwrap(), before);
}

#[test]
fn what_cannot_be_mended_is_told_with_its_place() {
    let (dir, root) = unpacked();
    let file = root.join("crates/ex4-synchronous/src/main.rs");
    fs::remove_file(&file).unwrap();
    fs::create_dir_all(file.join("in the way")).unwrap();
    let told = unpack(dir.path()).unwrap_err().to_string();
    assert!(
        told.contains("ex4-synchronous/src/main.rs") && told.contains("--build-dir"),
        "{told}"
    );
}

#[test]
fn several_at_once_find_one_that_is_complete() {
    let dir = TempDir::new().unwrap();
    let unpack_and_read = || {
        Catalog::read(&unpack(dir.path()).unwrap())
            .unwrap()
            .broken
            .len()
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(unpack_and_read)).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), 0);
        }
    });
    // Nothing else is left of it.
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

/// A lock file of `a`, which needs the first of two versions of `b`, and of `c`, which needs nothing.
const WHOLE: &str = "version = 4\n\n\
    [[package]]\nname = \"a\"\nversion = \"1.0.0\"\ndependencies = [\n \"b 1.0.0\",\n]\n\n\
    [[package]]\nname = \"b\"\nversion = \"1.0.0\"\n\n\
    [[package]]\nname = \"b\"\nversion = \"2.0.0\"\n\n\
    [[package]]\nname = \"c\"\nversion = \"1.0.0\"\n";

#[test]
fn a_lock_file_may_have_less_but_nothing_that_is_needed_and_no_other_version() {
    let a = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\ndependencies = [\n \"b\",\n]\n\n";
    let b = "[[package]]\nname = \"b\"\nversion = \"1.0.0\"\n";
    let is_part = |part: &str| lock::is_part_of(part, WHOLE, &["a"]);
    assert!(is_part(WHOLE) && is_part(&format!("{a}{b}")));
    assert!(!is_part(a), "b is needed");
    assert!(!is_part(b) && !is_part(""), "a must be there");
    let newer = b.replace("1.0.0", "3.0.0");
    assert!(!is_part(&format!("{a}{newer}")));
}
