//! Shows grades: for people, and in the formats of those who collect them.
//!
//! - [`text`]: to read; [`csv`]: for a spreadsheet; [`json`]: everything.
//! - [`junit`]: for what shows test results; [`github`]: annotations in a workflow.
//! - [`gradescope`], [`prairielearn`], [`classroom50`]: one submission, for a grader of that name.
//! - `told`: the words that all but [`text`] and [`json`] have in common.
//!
//! What a program prints and a compiler quotes may hold anything. Each format escapes what means
//! something in it, and nothing is left out without a word.

pub mod classroom50;
pub mod csv;
pub mod github;
pub mod gradescope;
pub mod json;
pub mod junit;
pub mod prairielearn;
pub mod text;
mod told;

#[cfg(test)]
mod tests;
