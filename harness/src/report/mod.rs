//! Shows what became of programs: [`text`] for people, [`json`] for other programs; and of submissions:
//! [`grades`].
//!
//! Every function gives the whole report as one string, and prints nothing.

pub mod grades;
pub mod json;
pub mod text;

use crate::trace::{Clock, Trace};

fn name(clock: Clock) -> &'static str {
    match clock {
        Clock::Wall => "wall",
        Clock::Virtual => "virtual",
    }
}

/// What one should know of the clock that a run went by.
fn clock_note(trace: &Trace) -> Option<String> {
    let unknown = trace.record.as_ref().map_or(0, |record| record.unknown);
    let nameless = match unknown {
        0 => None,
        1 => Some("1 wait is left out: it is in code without symbols".to_owned()),
        _ => Some(format!(
            "{unknown} waits are left out: they are in code without symbols"
        )),
    };
    let notes: Vec<String> = trace.clock_note.iter().cloned().chain(nameless).collect();
    (!notes.is_empty()).then(|| notes.join("; "))
}
