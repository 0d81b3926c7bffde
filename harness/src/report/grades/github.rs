//! Grades as GitHub's workflow commands: each becomes an annotation at a line of the submission.
//!
//! A submission is named as it was on the command line, so the harness has to be started where the
//! repository was checked out.

use std::path::{Component, Path, PathBuf};

use crate::grade::{Criterion, Grade, Site};
use crate::judge::Status;

use super::told;

/// What went wrong, and each score: a command a line.
pub fn report(grades: &[Grade]) -> String {
    grades.iter().flat_map(commands).collect()
}

fn commands(grade: &Grade) -> Vec<String> {
    let mut commands = Vec::new();
    for (place, criterion) in grade.criteria.iter().enumerate() {
        let kind = match criterion.status {
            Status::Passed => continue,
            Status::Failed => "error",
            Status::Inconclusive | Status::Error => "warning",
        };
        // What does not compile says so for each criterion, and GitHub shows only ten of a kind.
        let mut earlier = grade.criteria[..place].iter();
        if !earlier.any(|earlier| says_the_same(earlier, criterion)) {
            let site = criterion.site.as_ref();
            let title = format!(
                "{}: {} {}",
                grade.submission, criterion.name, criterion.status
            );
            let message = told::message(criterion);
            commands.push(command(kind, file(grade, site), site, &title, &message));
        }
    }
    let score = told::headline(grade);
    commands.push(command("notice", None, None, &grade.submission, &score));
    commands
}

fn says_the_same(one: &Criterion, other: &Criterion) -> bool {
    one.status == other.status && one.message == other.message && one.site == other.site
}

/// The file as the checkout has it.
fn file(grade: &Grade, site: Option<&Site>) -> Option<String> {
    let submission = Path::new(&grade.submission);
    let file = match site {
        _ if grade.submission.ends_with(".rs") => submission.to_owned(),
        Some(site) => submission.join(&site.file),
        None => return None,
    };
    let components = file.components();
    let named: PathBuf = components.filter(|one| *one != Component::CurDir).collect();
    Some(named.display().to_string())
}

fn command(
    kind: &str,
    file: Option<String>,
    site: Option<&Site>,
    title: &str,
    message: &str,
) -> String {
    let properties = [
        file.map(|file| ("file", file)),
        site.map(|site| ("line", site.line.to_string())),
        Some(("title", title.to_owned())),
    ];
    let properties: Vec<String> = properties
        .into_iter()
        .flatten()
        .map(|(name, value)| format!("{name}={}", property(&told::line(&value))))
        .collect();
    format!("::{kind} {}::{}\n", properties.join(","), data(message))
}

/// A message, so that it ends where it ends.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The same for a property, which ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
