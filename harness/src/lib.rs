//! Runs small programs and proves, for each, how long it takes.
//!
//! The modules in the order in which the data flows; each arrow is one call and one type:
//!
//! ```text
//! catalog ───► build ───► trace ────► judge ─────► report
//! what must    cargo      run one     hold trace   one verdict,
//! happen       builds it  program     against it   many forms
//! Example      Build      Trace       Verdict      text, JSON, …
//!                           ▲
//!              grade: takes submissions in, and sends them down the same road, each in a sandbox
//! ```
//!
//! - [`catalog`]: the examples, and what each of their programs must do, read from their
//!   own manifests.
//! - [`carried`]: the same examples inside the executable, for where there is no checkout.
//! - [`build`]: asks Cargo for the executables, or for the errors where there must be some.
//! - [`trace`]: runs one program and records what it did, and when: on the wall clock, or on a
//!   virtual one, which skips its waits and tells the reason for each.
//! - [`judge`]: holds a trace against an expectation: verdict, diagnosis.
//! - [`report`]: shows outcomes and grades, as text and in the formats of others.
//! - [`verify`]: sends programs down this whole road, all at the same time.
//! - [`grade`]: sends submissions down it: builds them against one set of dependencies, runs them
//!   in a [`sandbox`], and scores what comes out.
//! - [`sandbox`]: keeps a program that nobody has read to the few files that it needs.
//! - [`starter`]: copies an example out, as the beginning of somebody's own program.
//! - `hex`: digests as names for files.
//! - `fuzzing`: what must hold of all that parses what a stranger wrote; for tests alone.
//!
//! Two parts of an expectation have modules of their own: [`mod@band`], how long it takes, and
//! [`pattern`], what it prints.
//!
//! The library never prints and never exits. A program that does what it must not is a
//! [`judge::Verdict`]; an error means that the harness could not do its job.

pub mod band;
pub mod build;
pub mod carried;
pub mod catalog;
#[doc(hidden)]
pub mod fuzzing;
pub mod grade;
mod hex;
pub mod judge;
pub mod pattern;
pub mod report;
pub mod sandbox;
pub mod starter;
pub mod trace;
pub mod verify;

pub use band::{Band, band};
pub use pattern::Pattern;
