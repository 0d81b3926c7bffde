//! Shows what became of programs: [`text`] for people, [`json`] for other programs.
//!
//! Every function gives the whole report as one string, and prints nothing.

pub mod json;
pub mod text;

/// What there is no figure for on this clock.
const CLOCK_NOTE: &str = "where the program waited is not recorded";
