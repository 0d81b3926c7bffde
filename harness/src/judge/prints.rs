//! Judges what a program printed on its standard output: every line, in order. Only lines that are
//! expected at the same time may come in any.

mod order;

use similar::{ChangeTag, TextDiff};

use super::{Criterion, CriterionName, Status, count, exits, shortened};
use crate::catalog::Run;
use crate::pattern::Pattern;
use crate::trace::{Defect, Line, Stream, Trace};

/// How many lines of a diff are shown: enough to see what is wrong, few enough to read.
const MAX_DIFF: usize = 40;

/// How many printed lines are compared for a diff, which takes long where all of them differ.
const MAX_COMPARED: usize = 1000;

pub(super) fn judge(run: &Run, trace: &Trace) -> Criterion {
    let (expected, output) = (&run.prints, &trace.output);
    let lines = printed(trace);
    let texts = texts(run, &lines);
    let problem = first_defect(&lines)
        .or_else(|| output.doubt())
        .or_else(|| (!expected.matches(&texts)).then(|| first_difference(expected, &texts)));
    let (status, message, detail) = match problem {
        None => (Status::Passed, count(texts.len(), "line"), None),
        Some(problem) => {
            let panic = exits::panic(trace).map_or(String::new(), |panic| format!("; {panic}"));
            (
                Status::Failed,
                problem + &panic,
                Some(diff(expected, &texts)),
            )
        }
    };
    Criterion {
        name: CriterionName::Prints,
        status,
        message,
        detail,
    }
}

/// Its lines on standard output.
fn printed(trace: &Trace) -> Vec<&Line> {
    let lines = trace.output.lines.iter();
    lines.filter(|line| line.stream == Stream::Stdout).collect()
}

/// Their texts, those that may come in any order as they are expected.
fn texts<'a>(run: &Run, lines: &[&'a Line]) -> Vec<&'a str> {
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    match &run.figures.line_times {
        Some(times) => order::arranged(&run.prints, times, &texts),
        None => texts,
    }
}

/// Whether lines are missing, and none has come that is not expected.
pub(super) fn only_lacks(run: &Run, trace: &Trace) -> bool {
    let texts = texts(run, &printed(trace));
    let changes = changes(&run.prints, &texts);
    let is_added = |(tag, _): &(ChangeTag, String)| *tag == ChangeTag::Insert;
    texts.len() <= MAX_COMPARED && !changes.iter().any(is_added)
}

/// Whether it printed just what is expected.
pub(super) fn is_as_expected(run: &Run, trace: &Trace) -> bool {
    judge(run, trace).status == Status::Passed
}

/// A line that cannot be told for what it was is wrong, whatever `[..]` would let pass.
fn first_defect(lines: &[&Line]) -> Option<String> {
    let (number, line) = (1..).zip(lines).find(|(_, line)| line.defect.is_some())?;
    Some(match line.defect? {
        Defect::NotUtf8 => format!("line {number} is not UTF-8: `{}`", shortened(&line.text)),
        defect => format!("line {number} {defect}"),
    })
}

fn first_difference(expected: &Pattern, texts: &[&str]) -> String {
    let patterns = expected.lines();
    let same = patterns
        .iter()
        .zip(texts)
        .take_while(|(line, text)| line.matches(text))
        .count();
    let number = same + 1;
    match (patterns.get(same), texts.get(same)) {
        (Some(line), Some(text)) => {
            format!(
                "line {number} is `{}`, expected `{}`",
                shortened(text),
                line.text()
            )
        }
        (Some(line), None) => {
            format!(
                "line {number} of {} is missing: `{}`",
                patterns.len(),
                line.text()
            )
        }
        (None, extra) => {
            let text = extra.map_or("", |text| text);
            format!("line {number} is one too many: `{}`", shortened(text))
        }
    }
}

/// The expected lines that are missing, behind `-`, and the lines that came instead, behind `+`.
fn diff(expected: &Pattern, texts: &[&str]) -> String {
    let mut lines: Vec<String> = changes(expected, texts)
        .into_iter()
        .map(|(tag, line)| format!("{tag} {line}"))
        .collect();
    let more = lines.len().saturating_sub(MAX_DIFF) + texts.len().saturating_sub(MAX_COMPARED);
    if more > 0 {
        lines.truncate(MAX_DIFF);
        lines.push(format!("  … and {more} more lines"));
    }
    lines.join("\n")
}

/// All lines, expected and printed, and which of them are missing or were added.
fn changes(expected: &Pattern, texts: &[&str]) -> Vec<(ChangeTag, String)> {
    let patterns: Vec<&str> = expected.lines().iter().map(|line| line.text()).collect();
    // A line that a pattern matches counts as that pattern, so that only the others differ.
    let printed: Vec<&str> = texts
        .iter()
        .take(MAX_COMPARED)
        .map(|text| {
            let pattern = expected.lines().iter().find(|line| line.matches(text));
            pattern.map_or(*text, |line| line.text())
        })
        .collect();
    TextDiff::from_slices(&patterns, &printed)
        .iter_all_changes()
        .map(|change| {
            let text = match (change.tag(), change.new_index()) {
                (ChangeTag::Insert, Some(index)) => texts[index],
                _ => change.value(),
            };
            (change.tag(), shortened(text))
        })
        .collect()
}
