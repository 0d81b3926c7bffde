//! What became of programs, as text for a terminal.
//!
//! The text is coloured; whoever prints it takes the colours out where they do not belong.

use std::fmt::Write;
use std::iter;
use std::time::Duration;

mod sites;
mod timeline;

use anstyle::{AnsiColor, Style};
use comfy_table::{Cell, Color, ColumnConstraint, ContentArrangement, Table, presets};

use crate::band::Band;
use crate::catalog::{Catalog, Expectation, Figures, Program, Run};
use crate::judge::{Criterion, Diagnosis, Status, Verdict};
use crate::trace::{End, Kind, Stream, Trace};
use crate::verify::Outcome;

/// All programs, and what each must do, `width` columns wide.
pub fn list(catalog: &Catalog, width: u16) -> String {
    let mut table = table(&["program", "expected", "what it shows"], width);
    for example in &catalog.examples {
        // A pair has one lesson between them.
        let lessons = iter::once(example.lesson.as_str()).chain(iter::repeat(""));
        for (program, lesson) in example.programs.iter().zip(lessons) {
            table.add_row([visible(&program.name), expected(program), visible(lesson)]);
        }
    }
    rendered(&table)
}

/// One row a program, what went wrong in full below, and the count; `width` columns wide.
pub fn verify(outcomes: &[Outcome], width: u16) -> String {
    let mut table = table(&["program", "expected", "took", "verdict", "why"], width);
    for Outcome {
        program,
        verdict,
        trace,
    } in outcomes
    {
        let status = verdict.status();
        let took = trace
            .as_ref()
            .map_or("-".to_owned(), |trace| seconds(trace.total));
        table.add_row([
            Cell::new(visible(&program.name)),
            Cell::new(expected(program)),
            Cell::new(took),
            Cell::new(status).fg(colour(status)),
            wrapping(&verdict.why()),
        ]);
    }
    let mut text = rendered(&table);
    for Outcome {
        program, verdict, ..
    } in outcomes
    {
        if verdict.status() != Status::Passed {
            let _ = write!(text, "\n{}", judged(&program.name, verdict));
        }
    }
    let _ = writeln!(text, "\n{}", count(outcomes));
    text
}

/// One run, `width` columns wide: its lines, each with its time, the whole drawn on a time axis,
/// where it waited, and what is wrong with it.
pub fn run(program: &str, trace: &Trace, verdict: &Verdict, width: u16) -> String {
    let name = Style::new().bold();
    let mut text = format!("{name}{}{name:#}\n", visible(program));
    text += &lines(trace);
    for remark in trace.output.remarks() {
        let _ = writeln!(text, "note: {remark}");
    }
    let _ = writeln!(text, "\n{}", timeline::draw(trace, width));
    if let Some(record) = &trace.record {
        text += &sites::show(record, trace.total, width);
    }
    text += &figures(trace);
    text + "\n" + &judged(program, verdict)
}

/// What was printed, and when. Of very many lines those in the middle are left out.
fn lines(trace: &Trace) -> String {
    /// How many lines are shown at the beginning, and as many at the end.
    const SHOWN: usize = 50;
    let lines = &trace.output.lines;
    let left_out = lines.len().saturating_sub(2 * SHOWN);
    let mut text = String::new();
    for (number, line) in lines.iter().enumerate() {
        let mark = match line.stream {
            Stream::Stdout => ' ',
            Stream::Stderr => '!',
        };
        if number < SHOWN || number >= SHOWN + left_out {
            let _ = writeln!(
                text,
                "{:>10} {mark} {}",
                seconds(line.at),
                visible(&line.text)
            );
        } else if number == SHOWN {
            let _ = writeln!(
                text,
                "{:>12} {left_out} more lines, all of them in the JSON",
                "…"
            );
        }
    }
    text
}

/// How long it took, what it spent that on, how it ended, and the clock that it went by.
fn figures(trace: &Trace) -> String {
    let ended = match trace.end {
        End::Exited(code) => format!("exit code {code}"),
        End::Signalled(signal) => format!("signal {signal}"),
        _ => "killed".to_owned(),
    };
    let mut text = format!("total {}, CPU {}", seconds(trace.total), seconds(trace.cpu));
    if let Some(record) = &trace.record {
        let figures = [
            ("parked", record.waited(Kind::Parked)),
            ("blocked", record.waited(Kind::Blocked)),
            ("offloaded", record.waited(Kind::Offloaded)),
            ("busy", record.busy()),
            ("unknown", record.waited(Kind::Unknown)),
            ("longest stall", record.longest_stall()),
        ];
        for (name, time) in figures.iter().filter(|(_, time)| !time.is_zero()) {
            let _ = write!(text, ", {name} {}", seconds(*time));
        }
        let event_loop = record.event_loop.as_deref().unwrap_or("none");
        let _ = write!(text, "\nevent loop: {event_loop}");
    }
    let note = super::clock_note(trace).map_or(String::new(), |note| format!("; {note}"));
    let _ = writeln!(text, "\nclock: {}{note}; {ended}", super::name(trace.clock));
    text
}

/// What became of one program that was judged, a line a criterion.
pub fn judged(program: &str, verdict: &Verdict) -> String {
    let mut text = format!("{} {}\n", visible(program), styled(verdict.status()));
    for Criterion {
        name,
        status,
        message,
        detail,
    } in &verdict.criteria
    {
        let _ = writeln!(text, "  {name}: {}, {}", styled(*status), visible(message));
        for line in detail.iter().flat_map(|detail| detail.lines()) {
            let _ = writeln!(text, "    {}", visible(line));
        }
    }
    if let Some(Diagnosis {
        kind,
        message,
        hint,
        ..
    }) = &verdict.diagnosis
    {
        let _ = writeln!(text, "  {kind}: {}", visible(message));
        if let Some(hint) = hint {
            let _ = writeln!(text, "  hint: {}", visible(hint));
        }
    }
    text
}

/// "10 passed, 1 failed", the others only where there are some.
fn count(outcomes: &[Outcome]) -> String {
    let count = |status| {
        outcomes
            .iter()
            .filter(|one| one.verdict.status() == status)
            .count()
    };
    let mut text = format!(
        "{} passed, {} failed",
        count(Status::Passed),
        count(Status::Failed)
    );
    for status in [Status::Inconclusive, Status::Error] {
        if count(status) > 0 {
            let _ = write!(text, ", {} {status}", count(status));
        }
    }
    text
}

fn expected(program: &Program) -> String {
    match &program.expectation {
        Expectation::CompileError { code } => code.clone(),
        Expectation::Run(Run {
            figures: Figures {
                total: Some(total), ..
            },
            ..
        }) => Band::of(*total, total.0).to_string(),
        Expectation::Run(_) => "any time".to_owned(),
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.3} s", time.as_secs_f64())
}

/// What a program printed, so that nothing in it can move the cursor or set a colour.
pub(super) fn visible(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => visible.push('\t'),
            control if control.is_control() => visible.extend(control.escape_default()),
            printable => visible.push(printable),
        }
    }
    visible
}

/// A table whose last column wraps, so that the others can be read down.
pub(super) fn table(columns: &[&str], width: u16) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width)
        .enforce_styling()
        .set_header(columns);
    let narrow = columns.len() - 1;
    table.set_constraints(vec![ColumnConstraint::ContentWidth; narrow]);
    for (number, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, if number < narrow { 2 } else { 0 }));
    }
    table
}

/// A cell whose text may be wrapped, but not between a number and its unit.
pub(super) fn wrapping(text: &str) -> Cell {
    let mut joined = String::with_capacity(text.len());
    for word in visible(text).split(' ') {
        let is_unit = word.trim_end_matches([',', ';']) == "s";
        joined.push(if is_unit { UNBROKEN } else { ' ' });
        joined += word;
    }
    Cell::new(&joined[1..])
}

/// A space at which no line is broken.
const UNBROKEN: char = '\u{a0}';

pub(super) fn rendered(table: &Table) -> String {
    table
        .lines()
        .map(|line| line.trim_end().replace(UNBROKEN, " ") + "\n")
        .collect()
}

pub(super) fn styled(status: Status) -> String {
    let style = Style::new().fg_color(Some(ansi(status).into()));
    format!("{style}{status}{style:#}")
}

fn ansi(status: Status) -> AnsiColor {
    match status {
        Status::Passed => AnsiColor::Green,
        Status::Inconclusive => AnsiColor::Yellow,
        Status::Failed | Status::Error => AnsiColor::Red,
    }
}

pub(super) fn colour(status: Status) -> Color {
    match ansi(status) {
        AnsiColor::Green => Color::DarkGreen,
        AnsiColor::Yellow => Color::DarkYellow,
        _ => Color::DarkRed,
    }
}
