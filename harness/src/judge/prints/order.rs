//! Lines that come at the same time may come in any order: which of two tasks that wake together goes
//! first is nobody's promise.

use crate::band::Nominal;
use crate::pattern::{LinePattern, Pattern};

/// The lines in the order in which they are expected, as far as those that are expected at the same
/// time are just in another.
pub(super) fn arranged<'a>(
    expected: &Pattern,
    times: &[Nominal],
    texts: &[&'a str],
) -> Vec<&'a str> {
    let mut arranged = texts.to_vec();
    let mut begun = 0;
    for together in times.chunk_by(|one, next| one == next) {
        let range = begun..begun + together.len();
        begun = range.end;
        if let (Some(patterns), Some(texts)) = (
            expected.lines().get(range.clone()),
            texts.get(range.clone()),
        ) && let Some(places) = places(patterns, texts)
        {
            for (place, text) in range.zip(places) {
                arranged[place] = texts[text];
            }
        }
    }
    arranged
}

/// For each pattern a text that it matches, each text for one pattern; `None` if there is none.
fn places(patterns: &[LinePattern], texts: &[&str]) -> Option<Vec<usize>> {
    let mut taken_by = vec![None; texts.len()];
    for pattern in 0..patterns.len() {
        let mut seen = vec![false; texts.len()];
        if !make_room(pattern, patterns, texts, &mut taken_by, &mut seen) {
            return None;
        }
    }
    let mut places = vec![0; patterns.len()];
    for (text, pattern) in taken_by.into_iter().enumerate() {
        places[pattern?] = text;
    }
    Some(places)
}

/// Finds a text for a pattern, if need be by finding another one for the pattern that has it.
fn make_room(
    pattern: usize,
    patterns: &[LinePattern],
    texts: &[&str],
    taken_by: &mut [Option<usize>],
    seen: &mut [bool],
) -> bool {
    for text in 0..texts.len() {
        if seen[text] || !patterns[pattern].matches(texts[text]) {
            continue;
        }
        seen[text] = true;
        let is_free =
            taken_by[text].is_none_or(|other| make_room(other, patterns, texts, taken_by, seen));
        if is_free {
            taken_by[text] = Some(pattern);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arranged_by(times: &[&str], expected: &str, texts: &[&'static str]) -> Vec<&'static str> {
        let times: Vec<Nominal> = times.iter().map(|time| time.parse().unwrap()).collect();
        arranged(&Pattern::new(expected), &times, texts)
    }

    #[test]
    fn lines_of_one_time_are_put_in_order_and_those_of_others_are_not() {
        let times = ["0s", "1s", "1s", "2s"];
        let expected = "a\nb\nc\nd";
        assert_eq!(
            arranged_by(&times, expected, &["a", "c", "b", "d"]),
            ["a", "b", "c", "d"]
        );
        assert_eq!(
            arranged_by(&times, expected, &["b", "a", "c", "d"]),
            ["b", "a", "c", "d"]
        );
        assert_eq!(
            arranged_by(&times, expected, &["a", "c", "x", "d"]),
            ["a", "c", "x", "d"]
        );
        assert_eq!(arranged_by(&times, expected, &["a", "c"]), ["a", "c"]);
    }

    #[test]
    fn a_pattern_for_anything_leaves_to_others_what_only_they_match() {
        let arranged = arranged_by(
            &["1s", "1s", "1s"],
            "[..]\nn [..]\nn 1",
            &["n 1", "n 2", "x"],
        );
        assert_eq!(arranged, ["x", "n 2", "n 1"]);
    }

    #[test]
    fn two_equal_lines_are_needed_for_two_equal_patterns() {
        assert_eq!(arranged_by(&["1s", "1s"], "a\na", &["a", "b"]), ["a", "b"]);
    }
}
