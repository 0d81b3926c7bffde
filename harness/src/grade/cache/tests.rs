use std::collections::BTreeSet;
use std::thread;

use tempfile::TempDir;

use super::*;
use crate::build::CompileError;

/// What the compiler has left, and a cache of at most so many bytes.
struct Scene {
    folder: TempDir,
    cache: Cache,
}

impl Scene {
    fn new(most: u64) -> Self {
        let folder = TempDir::new().unwrap();
        let cache = Cache {
            folder: folder.path().join("cache"),
            most,
            size: Mutex::new(0),
            base: Sha256::new(),
        };
        fs::create_dir(&cache.folder).unwrap();
        Self { folder, cache }
    }

    /// Keeps a program of these bytes.
    fn keep(&self, key: &str, bytes: &[u8]) {
        let program = self.folder.path().join(format!("compiled-{key}"));
        fs::write(&program, bytes).unwrap();
        self.cache.keep(key, &Compiled::Program(program.clone()));
        // As whoever has compiled it does.
        fs::remove_file(program).unwrap();
    }

    /// The bytes of the program that is kept.
    fn find(&self, key: &str) -> Option<Vec<u8>> {
        let place = TempDir::new_in(self.folder.path()).unwrap();
        let program = place.path().join(PROGRAM);
        match self.cache.find(key, &program)? {
            Compiled::Program(found) => Some(fs::read(found).unwrap()),
            other => panic!("{other:?}"),
        }
    }

    fn entry(&self, key: &str) -> PathBuf {
        self.cache.folder.join(key)
    }
}

fn workshop() -> Workshop {
    Workshop {
        rustc: "rustc".into(),
        sysroot: "sysroot".into(),
        libraries: "libraries".into(),
        dependencies: BTreeSet::new(),
        arguments: Vec::new(),
        library_name: "library".to_owned(),
        manifest: "[package]".to_owned(),
    }
}

fn sources(files: &[(&str, &str)]) -> Sources {
    let files = files.iter();
    Sources {
        files: files
            .map(|(path, text)| (path.into(), text.as_bytes().to_vec()))
            .collect(),
        own: Default::default(),
        root: "main.rs".into(),
        library: None,
        warnings: Vec::new(),
    }
}

#[test]
fn a_program_that_was_kept_is_found_by_its_key_alone() {
    let scene = Scene::new(MOST);
    scene.keep("one", b"program");
    assert_eq!(scene.find("one").unwrap(), b"program");
    assert_eq!(scene.find("two"), None);
    assert_eq!(files(&scene.cache.folder).count(), 1);
}

#[test]
fn an_error_in_the_sources_is_kept_and_one_that_may_be_the_machines_is_not() {
    let scene = Scene::new(MOST);
    let mut error = CompileError::for_test(Some("E0425"), "cannot find value `number`");
    scene
        .cache
        .keep("no place", &Compiled::Wrong(error.clone()));
    error.place = Some(("main.rs".to_owned(), 3));
    scene.cache.keep("a place", &Compiled::Wrong(error));
    let program = scene.folder.path().join(PROGRAM);
    assert!(scene.cache.find("no place", &program).is_none());
    let Some(Compiled::Wrong(found)) = scene.cache.find("a place", &program) else {
        panic!("it was kept")
    };
    assert_eq!(found.in_a_line(), "E0425: cannot find value `number`");
    assert_eq!(found.place, Some(("main.rs".to_owned(), 3)));
}

#[test]
fn what_depends_on_the_machine_is_not_kept() {
    let scene = Scene::new(MOST);
    for compiled in [
        Compiled::TooMuch("worked on it for more than 30 s".to_owned()),
        Compiled::Fault("no space left".to_owned()),
        Compiled::Stopped,
    ] {
        scene.cache.keep("key", &compiled);
    }
    assert_eq!(files(&scene.cache.folder).count(), 0);
}

/// Each is done to an entry that is whole, and must make an end of it.
#[test]
fn a_damaged_entry_is_not_used_and_makes_room_for_a_new_one() {
    let cut = |file: PathBuf| {
        let bytes = fs::read(&file).unwrap();
        fs::write(file, &bytes[..bytes.len() - 1]).unwrap();
    };
    let damages: [&dyn Fn(PathBuf); 5] = [
        &|entry| cut(entry.join(PROGRAM)),
        &|entry| fs::write(entry.join(PROGRAM), "another").unwrap(),
        &|entry| fs::remove_file(entry.join(PROGRAM)).unwrap(),
        &|entry| cut(entry.join(ABOUT)),
        &|entry| fs::write(entry.join(ABOUT), r#"{"Program":"0"}"#).unwrap(),
    ];
    for damage in damages {
        let scene = Scene::new(MOST);
        scene.keep("one", b"program");
        damage(scene.entry("one"));
        assert_eq!(scene.find("one"), None);
        assert!(!scene.entry("one").exists());
        scene.keep("one", b"program");
        assert_eq!(scene.find("one").unwrap(), b"program");
    }
}

#[test]
fn an_error_that_was_changed_is_not_believed() {
    let scene = Scene::new(MOST);
    let mut error = CompileError::for_test(None, "expected `;`");
    error.place = Some(("main.rs".to_owned(), 3));
    scene.cache.keep("one", &Compiled::Wrong(error));
    let about = scene.entry("one").join(ABOUT);
    let text = fs::read_to_string(&about).unwrap();
    fs::write(&about, text.replace("main.rs", "lib.rs")).unwrap();
    assert!(
        scene
            .cache
            .find("one", &scene.folder.path().join(PROGRAM))
            .is_none()
    );
}

#[test]
fn where_there_is_no_room_the_longest_unused_goes_first() {
    let about = r#"{"Program":""}"#.len() as u64 + 64;
    let scene = Scene::new(3 * (1000 + about));
    let bytes = [b'x'; 1000];
    for (key, age) in [("one", 30), ("two", 20), ("three", 10)] {
        scene.keep(key, &bytes);
        let used = SystemTime::now() - Duration::from_secs(age);
        File::open(scene.entry(key))
            .unwrap()
            .set_modified(used)
            .unwrap();
    }
    assert!(scene.find("one").is_some());
    scene.keep("four", &bytes);
    let kept = ["one", "two", "three", "four"].map(|key| scene.find(key).is_some());
    assert_eq!(kept, [true, false, true, true]);
}

#[test]
fn what_a_killed_harness_has_left_is_removed_once_nobody_can_be_at_work_at_it() {
    let scene = Scene::new(MOST);
    for (name, age) in [("new", 60), ("old", 2 * 3600)] {
        let unfinished = scene.entry(&format!("{UNFINISHED}{name}"));
        fs::create_dir(&unfinished).unwrap();
        let made = SystemTime::now() - Duration::from_secs(age);
        File::open(unfinished).unwrap().set_modified(made).unwrap();
    }
    scene.cache.trim();
    let left: Vec<_> = files(&scene.cache.folder).collect();
    assert_eq!(left, [scene.entry(&format!("{UNFINISHED}new"))]);
}

#[test]
fn several_harnesses_can_keep_the_same_at_once() {
    let scene = Scene::new(MOST);
    thread::scope(|scope| {
        for number in 0..8 {
            let scene = &scene;
            scope.spawn(move || {
                let program = scene.folder.path().join(format!("compiled-{number}"));
                fs::write(&program, "program").unwrap();
                scene.cache.keep("one", &Compiled::Program(program));
                assert_eq!(scene.find("one").unwrap(), b"program");
            });
        }
    });
    assert_eq!(files(&scene.cache.folder).count(), 1);
}

#[test]
fn whatever_the_compiler_can_see_makes_another_key() {
    let scene = Scene::new(MOST);
    let base = sources(&[("main.rs", "fn main() {}")]);
    let key = |workshop: &Workshop, sources: &Sources, name: &str| {
        scene.cache.key(workshop, sources, name)
    };
    let known = key(&workshop(), &base, "name");
    assert_eq!(known, key(&workshop(), &base, "name"));
    let mut with_library = sources(&[("main.rs", "fn main() {}")]);
    with_library.library = Some("src/lib.rs".into());
    let other_manifest = Workshop {
        manifest: "[package]\nname = \"other\"".to_owned(),
        ..workshop()
    };
    let others = [
        key(
            &workshop(),
            &sources(&[("main.rs", "fn main() { }")]),
            "name",
        ),
        key(&workshop(), &sources(&[("lib.rs", "fn main() {}")]), "name"),
        key(
            &workshop(),
            &sources(&[("main.rsfn", " main() {}")]),
            "name",
        ),
        key(&workshop(), &with_library, "name"),
        key(&workshop(), &base, "other"),
        key(&other_manifest, &base, "name"),
    ];
    assert!(!others.contains(&known));
}

#[test]
fn another_toolchain_other_dependencies_words_or_limits_make_another_key() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir_all(path("sysroot/lib")).unwrap();
    fs::create_dir(path("libraries")).unwrap();
    fs::write(path("libraries/libtokio.rlib"), "tokio").unwrap();
    let workshop = |words: &[&str]| Workshop {
        sysroot: path("sysroot"),
        libraries: path("libraries"),
        dependencies: [path("libraries/libtokio.rlib")].into(),
        arguments: words.iter().map(|word| word.to_string()).collect(),
        ..workshop()
    };
    let sources = sources(&[("main.rs", "fn main() {}")]);
    let key = |words: &[&str], options: &Options| {
        let workshop = workshop(words);
        let cache = Cache::open(folder.path(), &workshop, options).unwrap();
        cache.key(&workshop, &sources, "name")
    };
    let options = Options::default();
    let mut keys = vec![key(&[], &options)];
    assert_eq!(keys[0], key(&[], &options));
    keys.push(key(&["--edition=2021"], &options));
    let mut tighter = options.clone();
    tighter.limit("build-cpu=1".parse().unwrap());
    keys.push(key(&[], &tighter));
    // Of another exercise.
    fs::write(path("libraries/libother.rlib"), "other").unwrap();
    assert_eq!(keys[0], key(&[], &options));
    fs::write(path("libraries/libtokio.rlib"), "tokio, changed").unwrap();
    keys.push(key(&[], &options));
    fs::write(path("sysroot/lib/librustc_driver.so"), "").unwrap();
    keys.push(key(&[], &options));
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 5);
}

#[test]
fn nothing_is_kept_where_the_compiler_may_read_whatever_it_wants() {
    let folder = TempDir::new().unwrap();
    for (is_cached, is_sandboxed) in [(true, false), (false, true)] {
        let options = Options {
            is_cached,
            is_sandboxed,
            ..Options::default()
        };
        assert!(Cache::open(folder.path(), &workshop(), &options).is_none());
    }
    assert_eq!(files(folder.path()).count(), 0);
}
