//! What is handed in to harm: whoever reads it, the machine, or the others. Each is contained, gets the
//! grade that its first line says, is told why in words for its author, and leaves nothing behind.
//!
//! The programs try what they are named for, and print `WROTE`, `READ` or the like only if it worked. What
//! cannot be in a checkout, such as a pipe or 100 MB, is made by `made`.

mod made;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

use harness::build::dirs::BuildDirs;
use harness::grade::{self, Exercise, Grade, Options};
use nix::sys::stat::Mode;
use nix::unistd::mkfifo;
use tempfile::TempDir;

use crate::submissions::Expected;
use crate::traced::begin;
use crate::workspace::{self, CATALOG};
use made::made;

/// A tenth of the defaults, or thereabouts, so that what uses up all that it may is done sooner.
const LIMITS: [&str; 4] = ["cpu=1", "build-cpu=3", "memory=256", "build-memory=512"];

/// What neither computes for long nor waits in a way that can be skipped: only real time makes an end of
/// it. To all others a busy machine gives as much as they need.
const ENDLESS: [&str; 2] = ["memory-behind-maps.rs", "vfork-and-pause.rs"];

/// What these programs print where they should not have come through.
const CAME_THROUGH: [&str; 6] = [
    "+ WROTE",
    "+ READ ",
    "+ KILLED",
    "+ CONNECTED",
    "+ STARTED",
    "+ RULED",
];

struct Batch {
    /// Where they are.
    made: TempDir,
    submissions: Vec<PathBuf>,
    grades: Vec<Grade>,
    /// Whether what lies outside is as it was before.
    is_untouched: bool,
    /// Where each had its folder.
    scratch: TempDir,
}

/// One or two of each kind: what is quick, and shows that each layer holds.
const SAMPLE: [&str; 16] = [
    "clone-untraced.rs",
    "endless-output.rs",
    "endless-recursion.rs",
    "exec-shell.rs",
    "fill-disk.rs",
    "forged-lines.rs",
    "forged-park",
    "include-the-solution.rs",
    "kill-parent.rs",
    "linked-module",
    "memory-hog.rs",
    "overwrite-itself.rs",
    "own-manifest",
    "read-neighbours.rs",
    "sockets.rs",
    "write-outside.rs",
];

static SAMPLED: LazyLock<Batch> =
    LazyLock::new(|| graded(|name| SAMPLE.contains(&name.to_str().unwrap())));

static ALL: LazyLock<Batch> = LazyLock::new(|| graded(|_| true));

/// Those whose names are wanted, in one batch, and in the middle of it one that is right.
fn graded(is_wanted: fn(&OsStr) -> bool) -> Batch {
    let folder = CATALOG.root.join("tests/submissions");
    // What some of them reach for.
    let outside = TempDir::new().unwrap();
    let place = |name| outside.path().join(name);
    fs::write(place("there"), UNTOUCHED).unwrap();
    let _listening = UnixDatagram::bind(place("datagrams")).unwrap();
    mkfifo(&place("fifo"), Mode::S_IRWXU).unwrap();

    let made = made(outside.path());
    let entries = fs::read_dir(made.path()).unwrap().map(Result::unwrap);
    let wanted = entries.filter(|entry| is_wanted(&entry.file_name()));
    let mut submissions: Vec<PathBuf> = wanted.map(|entry| entry.path()).collect();
    submissions.sort();
    let is_endless = |path: &PathBuf| ENDLESS.iter().any(|name| path.ends_with(name));
    let (endless, mut submissions): (Vec<_>, Vec<_>) =
        submissions.into_iter().partition(is_endless);
    submissions.insert(
        submissions.len() / 2,
        folder.join("ex1/spawned-then-awaited.rs"),
    );

    // A copy, so that no other test's batch has the same exercise.
    let exercise = workspace::target("a-hostile-class");
    fs::create_dir_all(&exercise).unwrap();
    for file in ["Cargo.toml", "expected.txt"] {
        fs::copy(folder.join("exercises/ex1").join(file), exercise.join(file)).unwrap();
    }
    let exercise =
        Exercise::find(&folder, exercise.to_str().unwrap(), &BuildDirs::default()).unwrap();
    let mut options = Options::default();
    for limit in LIMITS {
        options.limit(limit.parse().unwrap());
    }
    let scratch = TempDir::new().unwrap();
    options.scratch = scratch.path().to_owned();
    let grade = |submissions: &[PathBuf], options: &Options| {
        grade::grade(&exercise, submissions, options, &(), &false.into()).unwrap()
    };
    let mut grades = grade(&submissions, &options);
    options.limit("real=3".parse().unwrap());
    grades.extend(grade(&endless, &options));
    submissions.extend(endless);
    let is_untouched = fs::read_to_string(place("there")).unwrap() == UNTOUCHED
        && fs::read_dir(outside.path()).unwrap().count() == 3;
    Batch {
        is_untouched,
        made,
        submissions,
        grades,
        scratch,
    }
}

/// What stands in a file outside.
const UNTOUCHED: &str = "untouched";

impl Batch {
    /// Each submission with its grade.
    fn graded(&self) -> impl Iterator<Item = (&Path, &Grade)> {
        let submissions = self.submissions.iter().map(PathBuf::as_path);
        submissions.zip(&self.grades)
    }

    fn each_gets_its_grade_and_is_told_why(&self) {
        assert!(self.made.path().exists());
        let wrong: Vec<String> = self.graded().filter_map(is_wrong).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    fn none_comes_through(&self) {
        for (_, grade) in self.graded() {
            let said = said(grade);
            let through = CAME_THROUGH.iter().find(|words| said.contains(**words));
            assert_eq!(through, None, "{grade:#?}");
        }
        assert!(self.is_untouched);
    }

    fn the_one_that_is_right_keeps_its_grade(&self) {
        let mut graded = self.graded();
        let right = graded.find(|(path, _)| path.ends_with("ex1/spawned-then-awaited.rs"));
        assert_eq!(right.unwrap().1.score, Some(10.0));
    }

    fn nothing_is_left(&self) {
        let scratch = self.scratch.path();
        assert_eq!(fs::read_dir(scratch).unwrap().count(), 0);
        // Whoever was killed may take a moment to go.
        let is_gone = (0..1000).any(|_| {
            std::thread::sleep(Duration::from_millis(10));
            running_below(scratch).is_empty()
        });
        assert!(is_gone, "{:?}", running_below(scratch));
    }
}

/// The programs below a folder that are running.
fn running_below(folder: &Path) -> Vec<PathBuf> {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let programs = processes.filter_map(|process| fs::read_link(process.path().join("exe")).ok());
    programs
        .filter(|program| program.starts_with(folder))
        .collect()
}

/// What is not as it must be with a grade.
fn is_wrong((path, grade): (&Path, &Grade)) -> Option<String> {
    let expected = Expected::read(path);
    let is_told = expected
        .words
        .iter()
        .all(|words| words.split(" or ").any(|words| said(grade).contains(words)));
    expected
        .differs(grade)
        .or_else(|| (!is_told).then(|| format!("no {:?} in {grade:#?}", expected.words)))
}

/// All that is said of a grade.
fn said(grade: &Grade) -> String {
    let criteria = grade.criteria.iter();
    let said =
        criteria.map(|one| format!("{}\n{}", one.message, one.detail.as_deref().unwrap_or("")));
    said.chain(grade.warnings.iter().cloned())
        .collect::<Vec<_>>()
        .join("\n")
}

/// What must hold of a sample at once, and of all of them before anything lands.
macro_rules! holds {
    ($($sampled:ident, $all:ident: $claim:ident;)*) => {
        $(#[test]
        fn $sampled() {
            if let Some(_turn) = begin() {
                assert_eq!(SAMPLED.submissions.len(), SAMPLE.len() + 1);
                SAMPLED.$claim();
            }
        }

        #[test]
        #[ignore = "slow: more than a hundred programs use up all that they may"]
        fn $all() {
            if let Some(_turn) = begin() {
                assert!(ALL.submissions.len() > 100);
                ALL.$claim();
            }
        })*
    };
}

holds! {
    each_of_a_sample_gets_its_grade_and_is_told_why, each_gets_its_grade_and_is_told_why:
        each_gets_its_grade_and_is_told_why;
    none_of_a_sample_comes_through, none_of_them_comes_through: none_comes_through;
    the_others_beside_a_sample_keep_their_grades, the_others_in_the_batch_keep_their_grades:
        the_one_that_is_right_keeps_its_grade;
    nothing_is_left_of_a_sample, nothing_is_left_of_them: nothing_is_left;
}
