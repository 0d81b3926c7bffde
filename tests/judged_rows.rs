//! What must be said of a program in `judged/`: read from the comments at the top of its source, and held
//! against what the harness says of a run.
//!
//! A row is made of lines that begin with `//=`, or `#=` in Python, and of pairs of a key and what it must be,
//! separated by commas:
//! - a time for each figure: `2 s` with some room, `0` for next to nothing, `1 s..`, `..3 s` or `1 s..3 s` for a
//!   range, `any` where a good teacher could argue;
//! - `kind`, `loop` and `line`: words, several of them with an `or` between;
//! - `says`: words that the diagnosis must hold.
//!
//! `line HERE` means a line that ends with the comment `HERE`, or the line above such a comment.

use std::fmt;

use harness::judge::Diagnosis;
use serde_json::Value;

/// Each figure's name in a row, and its key in a report.
const FIGURES: [(&str, &str); 8] = [
    ("total", "total_s"),
    ("parked", "parked_s"),
    ("blocked", "blocked_s"),
    ("offloaded", "offloaded_s"),
    ("busy", "busy_s"),
    ("idle", "idle_s"),
    ("stall", "longest_stall_s"),
    ("unknown", "unknown_s"),
];

/// A program uses some CPU time before it waits, and while it starts what it waits for: this much of it in
/// seconds, and this share of the figure.
const ROOM: (f64, f64) = (0.03, 0.05);

/// What must be said of one program.
#[derive(Debug)]
pub struct Row {
    /// In the order of [`FIGURES`].
    figures: Vec<Figure>,
    kind: Words,
    event_loop: Words,
    line: Words,
    /// The lines that are marked, from 1 on.
    marked: Vec<u64>,
    says: Option<String>,
}

/// What a figure must be, in seconds, without the room that it is given.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Figure {
    Any,
    NextToNothing,
    Within { least: f64, most: f64 },
}

/// What a word must be: one of these, or any.
#[derive(Debug)]
struct Words(Vec<String>);

impl Row {
    /// Reads the row of a source.
    ///
    /// # Errors
    /// Where it does not say all that a row must, or something that nobody reads.
    pub fn read(source: &str) -> Result<Self, String> {
        let lines = source.lines();
        let lines = lines.filter_map(|line| line.strip_prefix("//=").or(line.strip_prefix("#=")));
        let pairs = lines.flat_map(|line| line.split(',')).map(|pair| {
            let pair = pair.trim().split_once(' ');
            pair.ok_or("a key has no value".to_owned())
        });
        let mut pairs: Vec<(&str, &str)> = pairs.collect::<Result<_, _>>()?;
        let mut take = |key: &str| {
            let at = pairs.iter().position(|(known, _)| *known == key);
            let pair = at.map(|at| pairs.remove(at));
            pair.map(|(_, value)| value)
                .ok_or(format!("`{key}` is missing"))
        };
        // Nothing in these programs is of a library that could not be known.
        let unknown = take("unknown").unwrap_or("0");
        let figures = FIGURES.map(|(name, _)| match name {
            "unknown" => Figure::read(unknown),
            _ => Figure::read(take(name)?),
        });
        let row = Self {
            figures: figures.into_iter().collect::<Result<_, _>>()?,
            kind: Words::read(take("kind")?),
            event_loop: Words::read(take("loop")?),
            line: Words::read(take("line")?),
            marked: marked(source),
            says: take("says").ok().map(str::to_owned),
        };
        if !pairs.is_empty() {
            return Err(format!("nobody reads {pairs:?}"));
        }
        match row.line.is_any() == row.marked.is_empty() {
            true => Ok(row),
            false => Err("a line is marked, or any will do".to_owned()),
        }
    }

    /// What a run's report and diagnosis say that this row does not, each in a line.
    pub fn differences(&self, report: &Value, diagnosis: Option<&Diagnosis>) -> Vec<String> {
        let mut all = Vec::new();
        if report["clock"] != "virtual" {
            all.push(format!(
                "clock: expected virtual, found {}",
                report["clock"]
            ));
        }
        let total = report["total_s"].as_f64().unwrap_or_default();
        for ((name, key), expected) in FIGURES.iter().zip(&self.figures) {
            match report[key].as_f64() {
                Some(found) if expected.allows(found, total) => (),
                None if *expected == Figure::Any => (),
                found => {
                    let found = found.map_or("nothing".to_owned(), |found| format!("{found:.3} s"));
                    all.push(format!("{name}: expected {expected}, found {found}"));
                }
            }
        }
        let mut word = |name: &str, expected: &Words, found: &str| {
            if !expected.allows(found) {
                all.push(format!(
                    "{name}: expected {}, found {found}",
                    expected.0.join(" or ")
                ));
            }
        };
        word(
            "kind",
            &self.kind,
            report["diagnosis"]["kind"].as_str().unwrap_or("none"),
        );
        word(
            "loop",
            &self.event_loop,
            report["event_loop"].as_str().unwrap_or("none"),
        );
        let site = diagnosis.and_then(|diagnosis| diagnosis.site.as_deref());
        let (line, place) = match site {
            Some(site) if self.marked.contains(&site.line.into()) => ("HERE", String::new()),
            Some(site) => ("elsewhere", format!(" ({}:{})", site.file, site.line)),
            None => ("none", String::new()),
        };
        if !self.line.allows(line) {
            let expected = self.line.0.join(" or ");
            all.push(format!(
                "line: expected {expected} {:?}, found {line}{place}",
                self.marked
            ));
        }
        let message = diagnosis.map_or("", |diagnosis| &diagnosis.message);
        if let Some(says) = self.says.as_deref().filter(|says| !message.contains(says)) {
            all.push(format!("message: expected `{says}`, found `{message}`"));
        }
        all
    }
}

impl Figure {
    fn read(text: &str) -> Result<Self, String> {
        let seconds = |text: &str| -> Result<f64, String> {
            let number = text.strip_suffix(" s").and_then(|text| text.parse().ok());
            number.ok_or(format!("`{text}` is no time"))
        };
        let (least, most) = match text.split_once("..") {
            None if text == "any" => return Ok(Self::Any),
            None if text == "0" => return Ok(Self::NextToNothing),
            None => (seconds(text)?, seconds(text)?),
            Some((least, "")) => (seconds(least)?, f64::INFINITY),
            Some(("", most)) => (0.0, seconds(most)?),
            Some((least, most)) => (seconds(least)?, seconds(most)?),
        };
        Ok(Self::Within { least, most })
    }

    /// Whether this may be found of a run that took `total`.
    fn allows(self, found: f64, total: f64) -> bool {
        match self {
            Self::Any => true,
            Self::NextToNothing => found < ROOM.0.max(total * ROOM.1),
            Self::Within { least, most } => {
                let room = |time: f64| ROOM.0 + time * ROOM.1;
                (least - room(least)..=most + room(most)).contains(&found)
            }
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any"),
            Self::NextToNothing => f.write_str("0"),
            Self::Within { least, most } if least == most => write!(f, "{least} s"),
            Self::Within { least, most } => write!(f, "{least} s..{most} s"),
        }
    }
}

impl Words {
    fn read(text: &str) -> Self {
        Self(text.split(" or ").map(str::to_owned).collect())
    }

    fn is_any(&self) -> bool {
        self.0 == ["any"]
    }

    fn allows(&self, found: &str) -> bool {
        self.is_any() || self.0.iter().any(|word| word == found)
    }
}

/// The lines that are marked. Where a line ends with `{`, its formatter puts the comment below it.
fn marked(source: &str) -> Vec<u64> {
    let marks = source.lines().zip(1..).filter_map(|(line, number)| {
        let before = line
            .strip_suffix("// HERE")
            .or(line.strip_suffix("# HERE"))?;
        Some(if before.trim().is_empty() {
            number - 1
        } else {
            number
        })
    });
    marks.collect()
}

mod tests;
