//! Grades as text for a terminal: one submission whole, or a class as a table and a summary.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

use anstyle::Style;
use comfy_table::Cell;
use textwrap::{Options, WordSeparator, WordSplitter};

use crate::grade::{Criterion, Diagnosis, Grade};
use crate::judge::{CriterionName, Status};
use crate::report::text::{colour, rendered, styled, table, visible, wrapping};

/// One submission whole; of several a table, what did not pass, and the summary; `width` columns wide.
pub fn report(grades: &[Grade], width: u16) -> String {
    match grades {
        [grade] => whole(grade, width),
        grades => {
            let mut text = overview(grades, width);
            let wrong = grades.iter().filter(|grade| grade.status != Status::Passed);
            for grade in wrong {
                let _ = write!(text, "\n{}", whole(grade, width));
            }
            text + "\n" + &summary(grades, width)
        }
    }
}

/// "7.5/10", or "-/10" where there is no score.
pub(super) fn score(score: Option<f64>, max: f64) -> String {
    let hundredths = |points: f64| (points * 100.0).round() / 100.0;
    match score.map(hundredths) {
        Some(score) => format!("{score}/{max}"),
        None => format!("-/{max}"),
    }
}

/// How much of all names is the same: the folder that all of them lie in.
fn common_folder(grades: &[Grade]) -> &str {
    let mut grades = grades.iter().map(|grade| grade.submission.as_str());
    let first = grades.next().unwrap_or_default();
    let length = grades.fold(first.len(), |length, other| {
        let same = first.bytes().zip(other.bytes()).take(length);
        same.take_while(|(one, other)| one == other).count()
    });
    let folder = first.get(..length).and_then(|same| same.rfind('/'));
    folder.map_or("", |end| &first[..=end])
}

/// A row a submission.
fn overview(grades: &[Grade], width: u16) -> String {
    let mut table = table(&["submission", "score", "verdict", "why"], width);
    let folder = common_folder(grades).len();
    for grade in grades {
        table.add_row([
            Cell::new(visible(&grade.submission[folder..])),
            Cell::new(score(grade.score, grade.max_score)),
            Cell::new(grade.status).fg(colour(grade.status)),
            wrapping(&why(grade)),
        ]);
    }
    rendered(&table)
}

/// The reason in a few words: the diagnosis and its line, or what could not be done.
fn why(grade: &Grade) -> String {
    match (&grade.diagnosis, grade.status) {
        (Some(Diagnosis { kind, site, .. }), Status::Passed | Status::Failed) => {
            let place = site.as_ref().filter(|_| grade.status == Status::Failed);
            // A single file is named already.
            let place = place.map(|site| match grade.submission.ends_with(&site.file) {
                true => format!("line {}", site.line),
                false => site.place(),
            });
            kind.to_string() + &place.map_or(String::new(), |place| format!(" at {place}"))
        }
        _ => decisive(grade).map_or(String::new(), |criterion| criterion.message.clone()),
    }
}

/// The first of the weightiest criteria: what the whole came out as.
pub(super) fn decisive(grade: &Grade) -> Option<&Criterion> {
    let mut criteria = grade.criteria.iter();
    criteria.find(|criterion| criterion.status == grade.status)
}

/// One submission, `width` columns wide: its score, each criterion, the reason, and what to do.
fn whole(grade: &Grade, width: u16) -> String {
    let name = Style::new().bold();
    let mut text = wrapped(
        &format!(
            "{name}{}{name:#} as {}: {}, {}",
            visible(&grade.submission),
            visible(&grade.exercise),
            styled(grade.status),
            score(grade.score, grade.max_score)
        ),
        width,
    );
    for criterion in &grade.criteria {
        let message = visible(without_reason(&criterion.message, grade));
        let score = score(criterion.points, criterion.max_points);
        let status = styled(criterion.status);
        text += &wrapped(
            &format!("  {}: {status}, {score}, {message}", criterion.name),
            width,
        );
        for line in criterion.detail.iter().flat_map(|detail| detail.lines()) {
            text += &match criterion.name {
                CriterionName::Builds => cut_behind_a_bar(&visible(line), width),
                _ => wrapped_behind_a_bar(&visible(line), width),
            };
        }
    }
    if let Some(Diagnosis {
        kind,
        message,
        hint,
        ..
    }) = &grade.diagnosis
    {
        text += &wrapped(&format!("  {kind}: {}", visible(message)), width);
        if let Some(hint) = hint.as_ref().filter(|_| grade.status == Status::Failed) {
            text += &wrapped(&format!("  hint: {}", visible(hint)), width);
        }
    }
    for warning in &grade.warnings {
        text += &wrapped(&format!("  note: {}", visible(warning)), width);
    }
    text
}

/// A line, which is several where it has no room in one.
fn wrapped(line: &str, width: u16) -> String {
    textwrap::fill(line, wrapping_words(width).subsequent_indent("      ")) + "\n"
}

/// What stands before each line of a program's, so that it is not taken for a command of those who show it.
const BAR: &str = "    | ";

fn wrapped_behind_a_bar(line: &str, width: u16) -> String {
    let options = wrapping_words(width).initial_indent(BAR);
    textwrap::fill(line, options.subsequent_indent(BAR)) + "\n"
}

/// The same of a line in which columns matter: the compiler points at things from the line below.
fn cut_behind_a_bar(line: &str, width: u16) -> String {
    let columns = usize::from(width).saturating_sub(BAR.len()).max(1);
    let characters: Vec<char> = line.chars().collect();
    let mut pieces = characters.chunks(columns);
    // An empty line is one, too.
    let first = pieces.next().unwrap_or_default();
    let piece = |piece: &[char]| format!("{BAR}{}\n", String::from_iter(piece));
    piece(first) + &pieces.map(piece).collect::<String>()
}

/// Words stay whole, also names of files with `-` and `/` in them.
fn wrapping_words<'a>(width: u16) -> Options<'a> {
    Options::new(width.into())
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
}

/// A criterion's message without the reason, which stands below once for all of them.
fn without_reason<'a>(message: &'a str, grade: &Grade) -> &'a str {
    let reason = grade.diagnosis.as_ref().map(|why| why.message.as_str());
    let cut = reason.and_then(|reason| message.split_once(reason));
    match cut {
        Some((before, _)) if before.ends_with(": ") => before.trim_end_matches(": "),
        _ => message,
    }
}

/// How the scores are spread, and what went wrong, the commonest first.
fn summary(grades: &[Grade], width: u16) -> String {
    let count = |status| grades.iter().filter(|grade| grade.status == status).count();
    let mut text = format!(
        "{} submissions: {} passed, {} failed",
        grades.len(),
        count(Status::Passed),
        count(Status::Failed)
    );
    for status in [Status::Inconclusive, Status::Error] {
        if count(status) > 0 {
            let _ = write!(text, ", {} {status}", count(status));
        }
    }
    text.push('\n');
    text += &spread(grades);
    text += &mistakes(grades, width);
    text
}

/// A bar for each tenth of the points: how many have got so much.
fn spread(grades: &[Grade]) -> String {
    const TENTHS: usize = 10;
    /// The longest bar, in columns.
    const LONGEST: usize = 40;
    let shares = grades
        .iter()
        .filter_map(|grade| Some(grade.score? / grade.max_score));
    let mut tenths = [0; TENTHS + 1];
    for share in shares {
        tenths[((share * TENTHS as f64) as usize).min(TENTHS)] += 1;
    }
    let most = tenths.iter().copied().max().unwrap_or_default().max(1);
    let mut text = "\nscores\n".to_owned();
    for (tenth, number) in tenths
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, number)| **number > 0)
    {
        let percent = tenth * 100 / TENTHS;
        let range = match tenth {
            TENTHS => "100 %".to_owned(),
            _ => format!("{percent}–{} %", percent + 100 / TENTHS),
        };
        let bar = "█".repeat((number * LONGEST).div_ceil(most));
        let _ = writeln!(text, "  {range:>8}  {number:>4}  {bar}");
    }
    text
}

/// How often each reason was why something failed, and what to do about it.
fn mistakes(grades: &[Grade], width: u16) -> String {
    let mut mistakes = BTreeMap::<_, usize>::new();
    for grade in grades.iter().filter(|grade| grade.status == Status::Failed) {
        let Some(Diagnosis { kind, hint, .. }) = &grade.diagnosis else {
            continue;
        };
        *mistakes.entry((*kind, hint)).or_default() += 1;
    }
    let mut mistakes: Vec<_> = mistakes.into_iter().collect();
    mistakes.sort_by_key(|(_, number)| Reverse(*number));
    if mistakes.is_empty() {
        return String::new();
    }
    let mut text = "\nmistakes, the commonest first\n".to_owned();
    for ((kind, hint), number) in mistakes {
        let hint = hint
            .as_ref()
            .map_or(String::new(), |hint| format!(": {hint}"));
        text += &wrapped(&format!("  {number:>4}  {kind}{}", visible(&hint)), width);
    }
    text
}
