//! What became of programs, as text for a terminal.
//!
//! The text is coloured; whoever prints it takes the colours out where they do not belong.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::iter;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use comfy_table::{Cell, Color, ColumnConstraint, ContentArrangement, Table, presets};

use crate::band::Band;
use crate::catalog::{Catalog, Expectation, Figures, Program, Run};
use crate::judge::{Criterion, Status, Verdict};
use crate::trace::{End, Kind, Line, Record, Stream, Trace};
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
            Cell::new(visible(&verdict.why())),
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

/// One run: its lines, each with its time, its figures, and what is wrong with it.
pub fn run(program: &str, trace: &Trace, verdict: &Verdict) -> String {
    let mut text = String::new();
    for Line {
        at,
        stream,
        text: line,
        ..
    } in &trace.output.lines
    {
        let mark = match stream {
            Stream::Stdout => ' ',
            Stream::Stderr => '!',
        };
        let _ = writeln!(text, "{:>10} {mark} {}", seconds(*at), visible(line));
    }
    for remark in trace.output.remarks() {
        let _ = writeln!(text, "note: {remark}");
    }
    let ended = match trace.end {
        End::Exited(code) => format!("exit code {code}"),
        End::Signalled(signal) => format!("signal {signal}"),
        End::TimedOut { .. } | End::Deadlocked | End::Interrupted => "killed".to_owned(),
    };
    let (total, cpu) = (seconds(trace.total), seconds(trace.cpu));
    let note = super::clock_note(trace).map_or(String::new(), |note| format!("; {note}"));
    let clock = super::name(trace.clock);
    let _ = writeln!(
        text,
        "\ntotal {total}, CPU {cpu}, {ended}\nclock: {clock}{note}\n"
    );
    if let Some(record) = &trace.record {
        text += &sites(record);
    }
    text + &judged(program, verdict)
}

/// A line a place in the source: how often, how long, and how the program waited there.
fn sites(record: &Record) -> String {
    let mut places: BTreeMap<String, (usize, Duration)> = BTreeMap::new();
    let waits = record.threads.iter().flat_map(|thread| &thread.waits);
    let busy = record.threads.iter().flat_map(|thread| &thread.busy);
    let waits = waits.map(|wait| {
        let kind = match wait.kind {
            Kind::Parked => "parked",
            Kind::Blocked => "blocked",
            Kind::Offloaded => "offloaded",
        };
        (kind, wait.to - wait.from, wait.site.as_ref())
    });
    let busy = busy.map(|stretch| ("busy", stretch.to - stretch.from, stretch.site.as_ref()));
    for (kind, time, site) in waits.chain(busy) {
        let place = site.map_or("an unknown place".to_owned(), |site| {
            format!("{}, {}:{}", site.function, site.file, site.line)
        });
        let (count, total) = places.entry(format!("{kind} in {place}")).or_default();
        *count += 1;
        *total += time;
    }
    let mut text = String::new();
    for (place, (count, total)) in &places {
        let _ = writeln!(
            text,
            "{count:>6} × {:>10}  {}",
            seconds(*total),
            visible(place)
        );
    }
    text + "\n"
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
fn visible(text: &str) -> String {
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
fn table(columns: &[&str], width: u16) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width)
        .enforce_styling()
        .set_header(columns);
    let narrow = columns.len() - 1;
    table.set_constraints(vec![ColumnConstraint::ContentWidth; narrow]);
    table
}

fn rendered(table: &Table) -> String {
    table
        .lines()
        .map(|line| line.trim_end().to_owned() + "\n")
        .collect()
}

fn styled(status: Status) -> String {
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

fn colour(status: Status) -> Color {
    match ansi(status) {
        AnsiColor::Green => Color::DarkGreen,
        AnsiColor::Yellow => Color::DarkYellow,
        _ => Color::DarkRed,
    }
}
