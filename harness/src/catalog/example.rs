//! An example, its programs, and what each of them must do.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Error;
use crate::band::Nominal;
use crate::pattern::Pattern;

/// A folder under `crates/`; its lesson.
#[derive(Debug)]
pub struct Example {
    /// The package's name, which is the folder's name too.
    pub name: String,
    /// Where it is.
    pub folder: PathBuf,
    /// What it shows, in a sentence: the package's description.
    pub lesson: String,
    /// One, or a pair that differs in one line.
    pub programs: Vec<Program>,
    /// What each thing that is judged is worth in an exercise.
    pub points: Points,
}

impl Example {
    /// Reads one example by itself: a folder under a checkout's `crates/`, or a copy of one anywhere.
    ///
    /// # Errors
    /// When its manifest or its expected output cannot be used.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let root = folder
            .parent()
            .filter(|parent| parent.ends_with(super::CRATES));
        let root = root.and_then(Path::parent);
        let root = root.filter(|root| super::is_checkout(root));
        super::manifest::read(folder, root.unwrap_or(folder))
    }
}

/// What each thing that is judged is worth in an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Points {
    /// It compiles.
    pub builds: f64,
    /// It prints what it must, and ends well.
    pub prints: f64,
    /// It takes as long as it must.
    pub takes: f64,
    /// It waits and computes where it must.
    pub waits: f64,
}

/// Ten in all. To compile is not worth much by itself, and the others need it anyway.
impl Default for Points {
    fn default() -> Self {
        Self {
            builds: 1.0,
            prints: 3.0,
            takes: 3.0,
            waits: 3.0,
        }
    }
}

/// One executable, and what it must do.
#[derive(Debug, Clone)]
pub struct Program {
    /// The executable's name.
    pub name: String,
    /// The folder of its example.
    pub folder: PathBuf,
    /// The workspace that it is built with: the checkout whose example it is, or else its own
    /// folder.
    pub root: PathBuf,
    /// What it must do when it is run as it is.
    pub expectation: Expectation,
    /// Other ways to run it in an exercise.
    pub cases: Vec<Case>,
}

/// Another way to run a program, and what it must do then.
#[derive(Debug, Clone)]
pub struct Case {
    /// What it is called in reports.
    pub name: String,
    /// The program's arguments.
    pub arguments: Vec<String>,
    /// What it reads from its standard input.
    pub input: String,
    /// What it must do.
    pub run: Run,
    /// Whether students hear only that it is right or wrong.
    pub is_hidden: bool,
}

/// What a program must do.
#[derive(Debug, Clone)]
pub enum Expectation {
    /// It must not compile, for this reason.
    CompileError {
        /// The compiler's code for it, such as `E0728`.
        code: String,
    },
    /// It must build and run like this.
    Run(Run),
}

/// How a program must run.
#[derive(Debug, Clone)]
pub struct Run {
    /// What it must print on its standard output.
    pub prints: Pattern,
    /// How long it must take, and for what.
    pub figures: Figures,
}

/// How long a program must take, and for what. What is `None` is not judged.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Figures {
    /// The whole run.
    pub total: Option<Nominal>,
    /// Of it, the event loop was free to run other tasks.
    pub parked: Option<Nominal>,
    /// Of it, a task held the event loop, or with none the main thread, in a blocking call.
    pub blocked: Option<Nominal>,
    /// Of it, a blocking call ran on a thread without tasks.
    pub offloaded: Option<Nominal>,
    /// Of it, tasks computed.
    pub busy: Option<Nominal>,
    /// The longest that one task kept the event loop from all others.
    pub longest_stall: Option<Nominal>,
    /// Whether tasks ran on an event loop at all.
    pub event_loop: Option<bool>,
    /// When each line comes that it prints. Those that come at the same time may come in any order.
    pub line_times: Option<Vec<Nominal>>,
}

impl Figures {
    /// Whether anything is expected of where it waits and computes.
    pub fn is_about_waits(&self) -> bool {
        let times = [
            self.parked,
            self.blocked,
            self.offloaded,
            self.busy,
            self.longest_stall,
        ];
        times.iter().any(Option::is_some) || self.event_loop.is_some()
    }
}
