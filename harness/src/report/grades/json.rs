//! Grades as JSON: a list, one object a submission. The keys are a contract.

use std::fmt::Write;

use serde::Serialize;

use crate::grade::Grade;

/// All grades.
pub fn report(grades: &[Grade]) -> String {
    pretty(&grades)
}

/// Anything as JSON for people and programs.
///
/// JSON lets control characters above ASCII stand as they are. A terminal obeys some of them, and
/// whoever takes colours out of text takes out others, so they are escaped like all the rest.
pub(super) fn pretty(value: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(value);
    let json = json.expect("its keys are strings, its numbers finite");
    let mut escaped = String::with_capacity(json.len() + 1);
    for character in json.chars() {
        match character {
            '\u{7f}'..='\u{9f}' => {
                let _ = write!(escaped, "\\u{:04x}", u32::from(character));
            }
            other => escaped.push(other),
        }
    }
    escaped + "\n"
}
