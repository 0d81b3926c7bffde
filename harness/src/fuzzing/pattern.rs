//! What a program must print, and what it printed.

use predicates_core::Predicate;

use super::halves;
use crate::pattern::Pattern;

/// Stands in a pattern for any text.
const ANYTHING: &str = "[..]";

/// Reads the bytes as a pattern and, behind a line `---`, as what was printed.
///
/// # Panics
/// When the pattern has other lines than the text, does not survive to be written and read again, or
/// matches anything but what it must.
pub fn pattern(bytes: &[u8]) {
    let (pattern, printed) = halves(bytes, "---");
    let (Ok(text), Ok(printed)) = (str::from_utf8(pattern), str::from_utf8(printed)) else {
        return;
    };
    let pattern = Pattern::new(text);
    let texts: Vec<&str> = pattern.lines().iter().map(|line| line.text()).collect();
    assert_eq!(texts, text.lines().collect::<Vec<_>>());

    let again = Pattern::new(&pattern.to_string());
    let again: Vec<&str> = again.lines().iter().map(|line| line.text()).collect();
    // A line that ends in several carriage returns loses one with each reading.
    let without_returns = |text: &&str| text.trim_end_matches('\r').to_owned();
    let same = |texts: &[&str]| texts.iter().map(without_returns).collect::<Vec<_>>();
    assert_eq!(same(&again), same(&texts));

    assert!(pattern.matches(&texts), "it matches itself");
    let filled: Vec<String> = texts
        .iter()
        .map(|text| text.replace(ANYTHING, "1.5"))
        .collect();
    let filled: Vec<&str> = filled.iter().map(String::as_str).collect();
    assert!(pattern.matches(&filled), "it matches what it stands for");

    let printed_lines: Vec<&str> = printed.lines().collect();
    let mut all = pattern.lines().len() == printed_lines.len();
    for (line, printed) in pattern.lines().iter().zip(&printed_lines) {
        let must = can_be(line.text(), printed);
        assert_eq!(
            line.matches(printed),
            must,
            "{:?} and {printed:?}",
            line.text()
        );
        all &= must;
    }
    assert_eq!(pattern.matches(&printed_lines), all);
    assert_eq!(pattern.eval(printed), all);
}

/// Whether a line can be what a pattern stands for, tried out at every place: the slow and plain way.
fn can_be(pattern: &str, line: &str) -> bool {
    let mut pieces = pattern.split(ANYTHING);
    let beginning = pieces.next().unwrap_or_default();
    let mut ends = Vec::new();
    if line.starts_with(beginning) {
        ends.push(beginning.len());
    }
    let mut is_exact = true;
    for piece in pieces {
        is_exact = false;
        let Some(first) = ends.iter().min().copied() else {
            return false;
        };
        let rest = line.get(first..).unwrap_or_default();
        let places = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        ends = places
            .filter(|at| rest[*at..].starts_with(piece))
            .map(|at| first + at + piece.len())
            .collect();
    }
    match is_exact {
        true => pattern == line,
        false => ends.contains(&line.len()),
    }
}
