//! `harness grade`: from the command line to the reports.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use clap::ValueEnum;
use harness::grade::{self, Exercise, Grade, Options};
use harness::report::grades;

use crate::cli::{self, GradeFormat};
use crate::here::Here;
use crate::progress::GradeProgress;
use crate::save::save;
use crate::{ERROR, PASSED, exit_code_of, print, say, say_done, stop_on_signals, width};

/// Grades what the command line names, and reports it in all formats.
pub fn grade(words: &cli::Grade) -> anyhow::Result<u8> {
    let here = Here::new(words.dir.get())?;
    let exercise = Exercise::find(&here.folder, &words.exercise, &here.dirs);
    here.say_where();
    let exercise = exercise?;
    for submission in &words.submissions {
        ensure!(
            submission.exists(),
            "there is no submission {}; name folders with a crate each, or `.rs` files",
            submission.display()
        );
    }
    let reports = reports(words)?;
    let mut options = Options::default();
    options.jobs = words.jobs.unwrap_or(options.jobs);
    options.is_sandboxed = !words.no_sandbox;
    options.is_cached = !words.no_cache;
    for limit in &words.limits {
        options.limit(*limit);
    }
    let stop = stop_on_signals()?;
    let progress = GradeProgress::new(words.submissions.len());
    let grades = grade::grade(&exercise, &words.submissions, &options, &progress, &stop);
    progress.clear();
    let grades = grades?;
    let mut is_saved = true;
    for (format, path) in reports {
        let report = report(format, &grades);
        match path {
            None => print(&report)?,
            Some(path) => {
                let plain = anstream::adapter::strip_str(&report).to_string();
                match save(&path, &plain) {
                    Ok(()) => say_done(format_args!("wrote {}", path.display())),
                    Err(error) => {
                        // It took long to come by.
                        print(&report)?;
                        let path = path.display();
                        say(format_args!(
                            "cannot write {path}: {error}; the report is on standard output instead"
                        ));
                        is_saved = false;
                    }
                }
            }
        }
    }
    if !is_saved {
        return Ok(ERROR);
    }
    let worst = grades.iter().map(|grade| grade.status).max();
    Ok(worst.map_or(PASSED, exit_code_of))
}

/// Each format, and the file that it goes to, if not to standard output. What could not be written
/// in the end is told before anything is graded.
fn reports(words: &cli::Grade) -> anyhow::Result<Vec<(GradeFormat, Option<PathBuf>)>> {
    let mut formats: Vec<GradeFormat> = Vec::new();
    for format in &words.format {
        if !formats.contains(format) {
            formats.push(*format);
        }
    }
    for format in &formats {
        let number = words.submissions.len();
        ensure!(
            number == 1 || !format.is_of_one(),
            "the format {} is of one submission, found {number}; grade them one by one, or take \
             another format",
            format.name()
        );
    }
    match (&formats[..], &words.output) {
        ([format], None) => Ok(vec![(*format, None)]),
        ([format], Some(file)) => {
            let folder = file.parent().unwrap_or(Path::new(""));
            let is_there = folder.as_os_str().is_empty() || folder.is_dir();
            ensure!(
                is_there,
                "there is no folder {} to write to",
                folder.display()
            );
            ensure!(
                !file.is_dir(),
                "{} is a folder; name a file for a single format",
                file.display()
            );
            Ok(vec![(*format, Some(file.clone()))])
        }
        (_, None) => bail!("several formats go into a folder; name it with --output"),
        (formats, Some(folder)) => {
            fs::create_dir_all(folder).with_context(|| {
                let folder = folder.display();
                format!("several formats go into a folder, and {folder} cannot be made one")
            })?;
            let file = |format: &GradeFormat| (*format, Some(folder.join(format.file())));
            Ok(formats.iter().map(file).collect())
        }
    }
}

fn report(format: GradeFormat, grades: &[Grade]) -> String {
    // The formats of one submission have been refused for several.
    let of_one = |report: fn(&Grade) -> String| grades.iter().map(report).collect();
    match format {
        GradeFormat::Text => grades::text::report(grades, width()),
        GradeFormat::Json => grades::json::report(grades),
        GradeFormat::Csv => grades::csv::report(grades),
        GradeFormat::Junit => grades::junit::report(grades),
        GradeFormat::Github => grades::github::report(grades),
        GradeFormat::Gradescope => of_one(grades::gradescope::report),
        GradeFormat::Prairielearn => of_one(grades::prairielearn::report),
        GradeFormat::Classroom50 => of_one(grades::classroom50::report),
    }
}

impl GradeFormat {
    /// Whether it has room for only one submission.
    fn is_of_one(self) -> bool {
        use GradeFormat::{Classroom50, Gradescope, Prairielearn};
        matches!(self, Gradescope | Prairielearn | Classroom50)
    }

    /// As the command line has it.
    fn name(self) -> String {
        let value = self.to_possible_value();
        value.map_or(String::new(), |value| value.get_name().to_owned())
    }

    /// The file for it in a folder with others.
    fn file(self) -> String {
        let ending = match self {
            GradeFormat::Text | GradeFormat::Github => "txt",
            GradeFormat::Csv => "csv",
            GradeFormat::Junit => "xml",
            _ => "json",
        };
        let name = match self {
            GradeFormat::Text | GradeFormat::Json | GradeFormat::Csv => "grades".to_owned(),
            other => other.name(),
        };
        format!("{name}.{ending}")
    }
}
