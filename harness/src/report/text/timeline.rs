//! Draws a run: a time axis, a lane for each thread, and a mark for each line that was printed.

use std::fmt::Write;
use std::time::Duration;

use anstyle::{AnsiColor, Style};

use super::visible;
use crate::trace::{Kind, Record, Thread, Trace, Wait};

/// How many lanes are drawn. More of them are hardly read.
const LANES: usize = 12;

/// How wide the names of the threads may be, in columns: Linux keeps 15 bytes of a name.
const NAMES: usize = 15;

/// How much room is left for the last label on the axis, in columns.
const LABEL: usize = 4;

/// What a thread does, as it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Parked,
    Blocked,
    Offloaded,
    Busy,
    Unknown,
}

const LOOKS: [(Look, char, AnsiColor, &str); 5] = [
    (Look::Parked, '·', AnsiColor::Green, "parked"),
    (Look::Blocked, '━', AnsiColor::Red, "blocked"),
    (Look::Busy, '█', AnsiColor::Yellow, "busy"),
    (Look::Offloaded, '╌', AnsiColor::Blue, "offloaded"),
    (Look::Unknown, '?', AnsiColor::Magenta, "unknown"),
];

/// How a wait is drawn; `None` where it is not.
fn look(wait: &Wait) -> Option<Look> {
    match wait.kind {
        Kind::Parked => Some(Look::Parked),
        Kind::Blocked => Some(Look::Blocked),
        Kind::Offloaded => Some(Look::Offloaded),
        Kind::Unknown => Some(Look::Unknown),
        Kind::Idle => None,
    }
}

/// The run on a time axis, `width` columns wide; empty where nothing was recorded.
pub(super) fn draw(trace: &Trace, width: u16) -> String {
    let Some(record) = &trace.record else {
        return String::new();
    };
    let lanes = lanes(record);
    // The main thread has the name of the program, which stands elsewhere.
    let main = record.threads.first();
    let name = |thread: &Thread| match main.is_some_and(|main| std::ptr::eq(main, thread)) {
        true => "main".to_owned(),
        false => visible(&thread.name).chars().take(NAMES).collect(),
    };
    let length = |thread: &&Thread| name(thread).chars().count();
    let names = lanes.iter().map(length).chain([5]).max().unwrap_or(NAMES);
    let axis = Axis {
        total: trace.total.max(Duration::from_nanos(1)),
        columns: usize::from(width).saturating_sub(names + 2 + LABEL).max(10),
    };
    let mut text = axis.labels(names + 2);
    let mut seen = Vec::new();
    for thread in lanes.iter().take(LANES) {
        let lane = axis.lane(thread, &mut seen);
        let _ = writeln!(text, "{:names$}  {lane}", name(thread));
    }
    if lanes.len() > LANES {
        let _ = writeln!(
            text,
            "{:names$}  and {} more threads",
            "",
            lanes.len() - LANES
        );
    }
    let marks = axis.marks(trace.output.lines.iter().map(|line| line.at));
    if !marks.is_empty() {
        let _ = writeln!(text, "{:names$}  {marks}", "lines");
    }
    let legend: Vec<String> = LOOKS
        .iter()
        .filter(|(look, ..)| seen.contains(look))
        .map(|(_, mark, colour, word)| format!("{} {word}", styled(&mark.to_string(), *colour)))
        .collect();
    if !legend.is_empty() {
        let _ = writeln!(text, "{:names$}  {}", "", legend.join("   "));
    }
    text
}

/// The main thread, and all others of which something is to be seen; first those that run tasks.
fn lanes(record: &Record) -> Vec<&Thread> {
    let is_drawn = |wait: &Wait| look(wait).is_some();
    let is_seen =
        |thread: &Thread| thread.waits.iter().any(is_drawn) || !thread.computed.is_empty();
    let mut threads: Vec<&Thread> = Vec::new();
    for (place, thread) in record.threads.iter().enumerate() {
        if place == 0 || is_seen(thread) {
            threads.push(thread);
        }
    }
    let runs_tasks = |thread: &&Thread| {
        thread.busy().next().is_some() || { thread.waits.iter() }
            .any(|wait| matches!(wait.kind, Kind::Parked | Kind::Blocked))
    };
    threads.sort_by_key(|thread| !runs_tasks(thread));
    threads
}

/// The whole run, in so many columns.
struct Axis {
    total: Duration,
    columns: usize,
}

impl Axis {
    fn column(&self, at: Duration) -> usize {
        let share = at.as_secs_f64() / self.total.as_secs_f64();
        ((share * self.columns as f64) as usize).min(self.columns - 1)
    }

    /// Round times above the columns where they are, no closer than one can read them.
    fn labels(&self, indent: usize) -> String {
        /// Room for a label and the space behind it, in columns.
        const APART: f64 = 9.0;
        let total = self.total.as_secs_f64();
        let least = total * APART / self.columns as f64;
        let power = 10_f64.powf(least.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .iter()
            .map(|factor| factor * power)
            .find(|step| *step >= least)
            .unwrap_or(total);
        let digits = (-step.log10().floor()).max(0.0) as usize;
        let mut line = " ".repeat(indent);
        let mut at = 0.0;
        while at <= total {
            let column = indent + self.column(Duration::from_secs_f64(at));
            let label = match at {
                0.0 => "0 s".to_owned(),
                at => format!("{at:.digits$}"),
            };
            if column + label.len() > indent + self.columns + LABEL {
                break;
            }
            let gap = column.saturating_sub(line.chars().count());
            let _ = write!(line, "{:gap$}{label}", "");
            at += step;
        }
        line + "\n"
    }

    /// What a thread does most of the time in each column.
    fn lane(&self, thread: &Thread, seen: &mut Vec<Look>) -> String {
        let mut shares = vec![[0.0; LOOKS.len()]; self.columns];
        let waits = thread.waits.iter();
        let waits = waits.filter_map(|wait| Some((wait.from, wait.to, look(wait)?)));
        let computed = thread.computed.iter();
        let busy = computed.map(|stretch| (stretch.from, stretch.to, Look::Busy));
        for (from, to, look) in waits.chain(busy) {
            let place = LOOKS.iter().position(|(one, ..)| *one == look).unwrap_or(0);
            self.share(from, to, |column, share| shares[column][place] += share);
        }
        let mut lane = String::new();
        for column in shares {
            let most = (0..LOOKS.len()).max_by(|a, b| column[*a].total_cmp(&column[*b]));
            match most.filter(|place| column[*place] >= 0.5) {
                None => lane.push(' '),
                Some(place) => {
                    let (look, mark, colour, _) = LOOKS[place];
                    seen.push(look);
                    lane += &styled(&mark.to_string(), colour);
                }
            }
        }
        lane.trim_end().to_owned()
    }

    /// How much of each column a stretch covers.
    fn share(&self, from: Duration, to: Duration, mut covers: impl FnMut(usize, f64)) {
        let place =
            |at: Duration| at.as_secs_f64() / self.total.as_secs_f64() * self.columns as f64;
        let (from, to) = (place(from), place(to).min(self.columns as f64));
        let mut column = from as usize;
        while (column as f64) < to && column < self.columns {
            let begin = from.max(column as f64);
            let end = to.min((column + 1) as f64);
            covers(column, end - begin);
            column += 1;
        }
    }

    /// How many lines were printed in each column.
    fn marks(&self, lines: impl Iterator<Item = Duration>) -> String {
        let mut counts = vec![0_usize; self.columns];
        for at in lines {
            counts[self.column(at)] += 1;
        }
        let mark = |count: &usize| match count {
            0 => ' ',
            1 => '▾',
            2..=9 => char::from_digit(*count as u32, 10).unwrap_or('+'),
            _ => '+',
        };
        let marks: String = counts.iter().map(mark).collect();
        marks.trim_end().to_owned()
    }
}

fn styled(text: &str, colour: AnsiColor) -> String {
    let style = Style::new().fg_color(Some(colour.into()));
    format!("{style}{text}{style:#}")
}
