//! Shows what became of programs: [`text`] for people, [`json`] for other programs; and of submissions:
//! [`grades`].
//!
//! Every function gives the whole report as one string, and prints nothing.

pub mod grades;
pub mod json;
pub mod text;

use std::collections::BTreeSet;

use crate::trace::{Clock, Trace};

fn name(clock: Clock) -> &'static str {
    match clock {
        Clock::Wall => "wall",
        Clock::Virtual => "virtual",
    }
}

/// What one should know of the clock that a run went by, and of what could not be told.
fn clock_note(trace: &Trace) -> Option<String> {
    let unknown = { trace.record.iter() }.flat_map(|record| record.unknown());
    let unknown: Vec<_> = unknown.map(|wait| wait.library.as_deref()).collect();
    let nameless = unknown.iter().filter(|library| library.is_none()).count();
    let libraries: BTreeSet<&str> = unknown.into_iter().flatten().collect();
    let nameless = match nameless {
        0 => None,
        1 => Some("1 wait is unknown: it is in code without symbols".to_owned()),
        _ => Some(format!(
            "{nameless} waits are unknown: they are in code without symbols"
        )),
    };
    let strange = libraries.iter().map(|library| {
        format!("waits in `{library}` are unknown: it is no runtime that is known here")
    });
    let notes: Vec<String> = { trace.clock_note.iter().cloned() }
        .chain(nameless)
        .chain(strange)
        .collect();
    (!notes.is_empty()).then(|| notes.join("; "))
}
