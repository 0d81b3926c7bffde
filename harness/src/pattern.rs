//! Patterns: what a program prints, where some of the figures vary.

use std::fmt;

use predicates_core::Predicate;
use predicates_core::reflection::PredicateReflection;

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
}

impl Pattern {
    /// Reads a pattern: one line of output a line, `[..]` where a figure varies.
    pub fn new(text: &str) -> Self {
        let lines = text.lines().map(|line| LinePattern {
            text: line.to_owned(),
        });
        Self {
            lines: lines.collect(),
        }
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
    /// The line as it is written, `[..]` and all.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether this one line of output is meant.
    pub fn matches(&self, line: &str) -> bool {
        let Some((beginning, rest)) = self.text.split_once(ANYTHING) else {
            return self.text == line;
        };
        let (middle, end) = rest.rsplit_once(ANYTHING).unwrap_or(("", rest));
        let between = line
            .strip_prefix(beginning)
            .and_then(|line| line.strip_suffix(end));
        // Each piece at its first place leaves the most room for those behind it.
        middle
            .split(ANYTHING)
            .try_fold(between, |between, piece| {
                Some(between?.split_once(piece).map(|(_, b)| b))
            })
            .flatten()
            .is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_in_brackets_stand_for_any_text_within_one_line() {
        let pattern = Pattern::new("Beat 1\nTotal time: [..] seconds\n");
        assert!(pattern.matches(&["Beat 1", "Total time: 1.0012 seconds"]));
        assert!(!pattern.matches(&["Beat 1", "Total time: 1.0012"]));
        assert!(!pattern.matches(&["Beat 1"]));
        assert!(!pattern.matches(&["Total time: 1.0012 seconds", "Beat 1"]));
        assert!(!pattern.matches(&["Beat 1", "Total time: 1.0012 seconds", "Beat 1"]));
    }

    #[test]
    fn dots_in_brackets_may_stand_several_times_and_for_nothing() {
        let matches = |pattern: &str, line: &str| Pattern::new(pattern).matches(&[line]);
        assert!(matches("[..]", "") && matches("[..]", "anything"));
        assert!(matches("a[..]b[..]c", "a1b2c") && matches("a[..]b[..]c", "abc"));
        assert!(matches("a[..]b[..]b", "abbb") && !matches("a[..]b[..]b", "ab"));
        assert!(
            !matches("ab[..]bc", "abc"),
            "the beginning and the end do not overlap"
        );
        assert!(!matches("a[..]b[..]c", "a1c2b") && !matches("a[..]b", "a1b2"));
    }

    #[test]
    fn all_other_characters_stand_for_themselves() {
        let pattern = Pattern::new("a.c (1+1) [.]");
        assert!(pattern.matches(&["a.c (1+1) [.]"]));
        assert!(!pattern.matches(&["abc (1+1) [.]"]));
    }
}
