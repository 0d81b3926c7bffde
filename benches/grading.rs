//! What a grade costs, as a ratio against its limit and against the usual way, measured in the same
//! run: a crate and a target folder for each submission, `cargo build`, and a real run.
//!
//!     cargo bench --bench grading -- 200

#![allow(clippy::print_stdout)] // What it prints is what it is for.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::time::{Duration, Instant};

use harness::build::dirs::BuildDirs;
use harness::catalog::Catalog;
use harness::grade::{self, Exercise, Options};
use harness::judge::Status;
use harness::starter;

/// How many submissions there are if nothing is said: a class of hundreds.
const SUBMISSIONS: usize = 200;

/// What one submission may cost, from its sources to its grade.
const LIMIT: Duration = Duration::from_millis(500);

/// What it may cost to grade it again, when it has not changed.
const LIMIT_AGAIN: Duration = Duration::from_millis(30);

fn main() {
    let number = env::args()
        .find_map(|word| word.parse().ok())
        .unwrap_or(SUBMISSIONS);
    let catalog = Catalog::find(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("this is a checkout");
    let folder = tempfile::tempdir().expect("there is room");
    let source = catalog.crates().join("ex3-blocking-sleep/src/main.rs");
    let source = fs::read_to_string(source).expect("the example is there");
    let submissions: Vec<PathBuf> = (0..number)
        .map(|number| {
            // No two are the same, as no two students' are, and none is known from an earlier run.
            let submission = folder.path().join(format!("student-{number}.rs"));
            let own = format!("{source}\n// Student {number} of {}.\n", process::id());
            fs::write(&submission, own).expect("there is room");
            submission
        })
        .collect();
    let exercise = Exercise::find(&catalog.root, "ex1-concurrent-tasks", &BuildDirs::default())
        .expect("it is there");
    let options = Options::default();
    let grade = |submissions: &[PathBuf]| {
        let grades = grade::grade(&exercise, submissions, &options, &(), &false.into());
        let grades = grades.expect("submissions can be graded here");
        assert!(
            grades
                .iter()
                .all(|grade| grade.status == Status::Failed && grade.score == Some(1.0))
        );
    };
    // Tokio is built by then.
    grade(&submissions[..1]);

    let begun = Instant::now();
    grade(&submissions);
    let each = begun.elapsed().div_f64(number as f64);
    let begun = Instant::now();
    grade(&submissions);
    let again = begun.elapsed().div_f64(number as f64);
    let usual = usual_way(&catalog, folder.path());
    println!(
        "{number} submissions of ex3's size, {} at a time",
        options.jobs
    );
    println!("{:34}{:>10} {:>10}{:>7}", "", "time", "limit", "ratio");
    row("each, from its sources to its grade", each, Some(LIMIT));
    row("each again, unchanged", again, Some(LIMIT_AGAIN));
    row("one in the usual way", usual, None);
    row("each, against that", each, Some(usual));
    println!("memory of the harness at its peak: {} MiB", peak_memory());
}

/// Copies an example out, builds it in a target folder of its own, and runs it.
fn usual_way(catalog: &Catalog, folder: &Path) -> Duration {
    let copy = folder.join("usual");
    let example = catalog.example("ex3-blocking-sleep").expect("it is there");
    starter::copy(example, &copy).expect("there is room");
    let begun = Instant::now();
    let status = Command::new("cargo")
        .args(["run", "--quiet", "--target-dir"])
        .arg(copy.join("target"))
        .current_dir(&copy)
        .stdout(Stdio::null())
        .status();
    assert!(status.expect("cargo is there").success());
    begun.elapsed()
}

fn row(name: &str, time: Duration, limit: Option<Duration>) {
    let seconds = |time: Duration| format!("{:.3} s", time.as_secs_f64());
    let (limit, ratio) = limit.map_or((String::new(), String::new()), |limit| {
        (
            seconds(limit),
            format!("{:.2}", time.div_duration_f64(limit)),
        )
    });
    println!("{name:36}{:>8} {limit:>10}{ratio:>7}", seconds(time));
}

/// As the system tells it of this process.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.trim().parse().ok());
    peak.unwrap_or(0_u64) / 1024
}
