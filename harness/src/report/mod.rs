//! Shows what became of programs: [`text`] for people, [`json`] for other programs.
//!
//! Every function gives the whole report as one string, and prints nothing.

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
fn clock_note(trace: &Trace) -> Option<&str> {
    match (&trace.clock_note, &trace.record) {
        (Some(note), _) => Some(note),
        (None, None) => Some("where the program waited is not recorded"),
        (None, Some(_)) => None,
    }
}
