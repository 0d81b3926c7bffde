//! Patterns: what a program prints, where some of the figures vary.

use std::fmt;

use predicates_core::Predicate;
use predicates_core::reflection::PredicateReflection;
use regex::Regex;

/// Stands in a pattern for any text within a line, as in `Total time: [..] seconds`.
const ANYTHING: &str = "[..]";

/// The lines that a program must print, as `expected.txt` holds them.
///
/// It is a [`Predicate`] on the whole text that was printed.
#[derive(Debug, Clone)]
pub struct Pattern {
    lines: Vec<LinePattern>,
}

/// One line of a [`Pattern`].
#[derive(Debug, Clone)]
pub struct LinePattern {
    text: String,
    regex: Regex,
}

impl Pattern {
    /// Reads a pattern: one line of output a line, `[..]` where a figure varies.
    ///
    /// # Errors
    /// When a line is too long to match against, at some megabytes.
    pub fn new(text: &str) -> Result<Self, regex::Error> {
        let lines = text
            .lines()
            .map(LinePattern::new)
            .collect::<Result<_, _>>()?;
        Ok(Self { lines })
    }

    /// The lines, in order.
    pub fn lines(&self) -> &[LinePattern] {
        &self.lines
    }

    /// Whether these are the lines: as many, in this order, each matched by its own.
    pub fn matches(&self, lines: &[&str]) -> bool {
        self.lines.len() == lines.len()
            && self
                .lines
                .iter()
                .zip(lines)
                .all(|(pattern, line)| pattern.matches(line))
    }
}

impl Predicate<str> for Pattern {
    fn eval(&self, printed: &str) -> bool {
        self.matches(&printed.lines().collect::<Vec<_>>())
    }
}

impl PredicateReflection for Pattern {}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines
            .iter()
            .try_for_each(|line| writeln!(f, "{}", line.text))
    }
}

impl LinePattern {
    fn new(text: &str) -> Result<Self, regex::Error> {
        let body = regex::escape(text).replace(&regex::escape(ANYTHING), ".*");
        Ok(Self {
            text: text.to_owned(),
            regex: Regex::new(&format!("^(?s:{body})$"))?,
        })
    }

    /// The line as it is written, `[..]` and all.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether this one line of output is meant.
    pub fn matches(&self, line: &str) -> bool {
        self.regex.is_match(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_in_brackets_stand_for_any_text_within_one_line() {
        let pattern = Pattern::new("Beat 1\nTotal time: [..] seconds\n").unwrap();
        assert!(pattern.matches(&["Beat 1", "Total time: 1.0012 seconds"]));
        assert!(!pattern.matches(&["Beat 1", "Total time: 1.0012"]));
        assert!(!pattern.matches(&["Beat 1"]));
        assert!(!pattern.matches(&["Total time: 1.0012 seconds", "Beat 1"]));
        assert!(!pattern.matches(&["Beat 1", "Total time: 1.0012 seconds", "Beat 1"]));
    }

    #[test]
    fn all_other_characters_stand_for_themselves() {
        let pattern = Pattern::new("a.c (1+1) [.]").unwrap();
        assert!(pattern.matches(&["a.c (1+1) [.]"]));
        assert!(!pattern.matches(&["abc (1+1) [.]"]));
    }
}
