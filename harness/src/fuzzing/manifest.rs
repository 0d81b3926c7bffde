//! An example's manifest and what it must print.

use std::collections::HashSet;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::halves;
use crate::band::{Band, Nominal};
use crate::catalog::{self, Case, Expectation, Program, Run};
use crate::trace::LONGEST_RUN;

/// Reads the bytes as a manifest and, behind a line `---`, what the programs must print.
///
/// # Panics
/// When it gives neither an error with a sentence nor an example that can be run.
pub fn manifest(bytes: &[u8]) {
    let (manifest, prints) = halves(bytes, "---");
    let (Ok(manifest), Ok(prints)) = (str::from_utf8(manifest), str::from_utf8(prints)) else {
        return;
    };
    let beside = |files: &[PathBuf], need| match files.iter().find(|file| is_there(file)) {
        Some(_) => Ok(prints.to_owned()),
        None => Err(catalog::Error::Unreadable {
            path: files.last().cloned().unwrap_or_default(),
            need,
            cause: Error::from(ErrorKind::NotFound),
        }),
    };
    let folder = Path::new("one");
    let example = match catalog::parse(folder, folder, manifest, &beside) {
        Ok(example) => example,
        Err(error) => return check_problem(&error.to_string(), manifest),
    };
    let points = example.points;
    let points = [points.builds, points.prints, points.takes, points.waits];
    assert!(points.iter().all(|one| one.is_finite() && *one >= 0.0));
    assert!(points.iter().sum::<f64>() > 0.0, "there is nothing to get");

    assert!(!example.programs.is_empty(), "an example has a program");
    let names: HashSet<&str> = example.programs.iter().map(|one| &*one.name).collect();
    assert_eq!(
        names.len(),
        example.programs.len(),
        "a name stands for one program"
    );
    for Program {
        expectation, cases, ..
    } in &example.programs
    {
        match expectation {
            Expectation::CompileError { .. } => assert!(cases.is_empty(), "nothing can be run"),
            Expectation::Run(run) => check_run(run),
        }
        for Case { arguments, run, .. } in cases {
            check_run(run);
            let is_passable = |argument: &String| !argument.contains('\0');
            assert!(
                arguments.iter().all(is_passable),
                "no argument can hold a NUL"
            );
        }
    }
}

/// Whether a file is beside the manifest: those with `missing` in their names are not.
fn is_there(file: &Path) -> bool {
    !file.to_string_lossy().contains("missing")
}

/// A problem is told in some words, shows no more than there is, and names a line that is there.
fn check_problem(problem: &str, manifest: &str) {
    assert!(!problem.trim().is_empty());
    // The words around it; and a line that is shown, with a pointer of the same length below it.
    let most = 2000 + 8 * manifest.len();
    assert!(
        problem.len() <= most,
        "{} bytes on {}",
        problem.len(),
        manifest.len()
    );
    if let Some((_, behind)) = problem.split_once("TOML parse error at line ") {
        let digits = behind.split(|c: char| !c.is_ascii_digit()).next();
        let line: Option<usize> = digits.and_then(|digits| digits.parse().ok());
        let lines = manifest.split('\n').count();
        assert!(
            line.is_some_and(|line| (1..=lines).contains(&line)),
            "{problem}"
        );
    }
}

/// What is expected can come true, and before a run is killed.
fn check_run(run: &Run) {
    let figures = &run.figures;
    if let Some(total) = figures.total {
        assert!(total.0 > Duration::ZERO);
        assert!(Band::of(total, total.0).is_exceeded_by(LONGEST_RUN));
    }
    if let Some(times) = &figures.line_times {
        assert_eq!(times.len(), run.prints.lines().len());
    }
    let figures = [
        figures.total,
        figures.parked,
        figures.blocked,
        figures.offloaded,
        figures.busy,
        figures.longest_stall,
    ];
    let whole = Duration::from_secs(1);
    for nominal in figures.into_iter().flatten() {
        let Nominal(time) = nominal;
        assert!(Band::of(nominal, whole).meets(time, time), "{nominal}");
    }
}
