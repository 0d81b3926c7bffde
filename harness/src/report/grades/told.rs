//! What is told of a grade where others show it: in a spreadsheet, a browser, a workflow.
//!
//! A program may print anything. Here none of it can move a cursor or end a string, and none of it
//! is longer than anybody reads.

use crate::grade::{Criterion, Grade};
use crate::judge::Status;
use crate::report::text::visible;

use super::text::{decisive, score};

/// The longest text that is shown whole, in characters. A cell of a spreadsheet has room for three
/// such texts, and the megabyte that a results file may have for all of a grade.
const READ: usize = 10_000;

/// Text on one line.
pub fn line(text: &str) -> String {
    cut(visible(text))
}

/// Text on as many lines as it has.
pub fn lines(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(visible).collect();
    cut(lines.join("\n"))
}

fn cut(text: String) -> String {
    match text.char_indices().nth(READ) {
        Some((end, _)) => {
            let (read, rest) = text.split_at(end);
            format!("{read}… and {} more characters", rest.chars().count())
        }
        None => text,
    }
}

/// How a submission came out, and its points.
pub fn headline(grade: &Grade) -> String {
    match grade.score {
        Some(_) => format!(
            "{}, {} points",
            grade.status,
            score(grade.score, grade.max_score)
        ),
        None => "not graded, which costs no points: the harness could not do its job".to_owned(),
    }
}

/// Why it came out so, what to do, and what one should know besides: a line each.
pub fn reasons(grade: &Grade) -> String {
    let mut reasons = Vec::new();
    match (&grade.diagnosis, grade.score) {
        (_, None) => reasons.extend(decisive(grade).map(|criterion| criterion.message.clone())),
        (Some(diagnosis), Some(_)) => {
            reasons.push(format!("{}: {}", diagnosis.kind, diagnosis.message));
            let hint = diagnosis.hint.as_ref();
            let hint = hint.filter(|_| grade.status == Status::Failed);
            reasons.extend(hint.map(|hint| format!("hint: {hint}")));
        }
        (None, Some(_)) => {}
    }
    let notes = grade.warnings.iter();
    reasons.extend(notes.map(|note| format!("note: {note}")));
    lines(&reasons.join("\n"))
}

/// What happened to one thing that was judged, and whether that counts.
pub fn message(criterion: &Criterion) -> String {
    let message = lines(&criterion.message);
    match criterion.status {
        Status::Inconclusive => format!("inconclusive, which costs no points: {message}"),
        _ => message,
    }
}

/// Where it happened, if that is not said yet, and the lines to read; empty if there are none.
pub fn detail(criterion: &Criterion) -> String {
    let place = criterion.site.as_ref().map(|site| site.place());
    let place = place.filter(|place| !criterion.message.contains(place.as_str()));
    let place = place.map(|place| format!("at {}", line(&place)));
    let detail = criterion.detail.as_deref().map(lines);
    let parts: Vec<String> = [place, detail].into_iter().flatten().collect();
    parts.join("\n")
}

/// The message, and below it the detail.
pub fn whole(criterion: &Criterion) -> String {
    let whole = message(criterion) + "\n" + &detail(criterion);
    whole.trim_end().to_owned()
}

/// Whether it keeps its points: what is in doubt does.
pub fn is_passed(criterion: &Criterion) -> bool {
    criterion.status <= Status::Inconclusive
}
