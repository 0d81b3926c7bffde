//! The command line.

use std::ffi::OsString;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use harness::grade::Limit;

/// Runs small async programs and proves, for each, how long it takes.
#[derive(Debug, Parser)]
#[command(name = "harness", version, after_help = EXIT_CODES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 all passed; 1 something failed; 2 bad usage, or the harness could not do its job;
3 inconclusive: the machine was too busy to tell";

/// What the harness can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show the examples, and what each must do
    List,
    /// Run programs all at once, judge each, and show a table with a row per program
    Verify {
        /// Examples, programs, or folders like an example's; all examples if none is named
        #[arg(value_name = "EXAMPLE|FOLDER")]
        names: Vec<String>,
        /// The time that they go by
        #[arg(long, value_enum, default_value_t)]
        clock: Clock,
        /// Where they are built.
        #[command(flatten)]
        dir: BuildDir,
    },
    /// Run one program and show each line that it prints, with its time
    #[command(
        override_usage = "harness run [OPTIONS] EXAMPLE|PROGRAM|FOLDER\n       \
                                harness run [OPTIONS] -- COMMAND..."
    )]
    Run {
        /// An example (all its programs), a program, or a folder like an example's
        #[arg(
            value_name = "EXAMPLE|PROGRAM|FOLDER",
            required_unless_present = "command"
        )]
        name: Option<String>,
        /// The time that it goes by
        #[arg(long, value_enum, default_value_t)]
        clock: Clock,
        /// How to show it
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// Where it is built.
        #[command(flatten)]
        dir: BuildDir,
        /// Any other program, with its arguments
        #[arg(last = true, conflicts_with_all = ["name", "build_dir"], value_name = "COMMAND")]
        command: Vec<OsString>,
    },
    /// Hold submissions against a program, and give each its points
    Grade(Grade),
    /// Copy an example out: it builds and runs as it stands, anywhere; or an exercise, to change
    New {
        /// The example or exercise
        example: String,
        /// A folder that is not there yet
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

/// Where to build.
#[derive(Debug, Args)]
pub struct BuildDir {
    /// Where to build [default: $CARGO_TARGET_DIR, or else the checkout's target folder; outside of
    /// one, harness in $XDG_CACHE_HOME or ~/.cache]
    #[arg(long, value_name = "DIR")]
    build_dir: Option<PathBuf>,
}

impl BuildDir {
    /// The folder, if one was named.
    pub fn get(&self) -> Option<&Path> {
        self.build_dir.as_deref()
    }
}

/// What to grade, and how.
#[derive(Debug, Args)]
pub struct Grade {
    /// Folders with a crate each, or single `.rs` files
    #[arg(required = true, value_name = "SUBMISSION")]
    pub submissions: Vec<PathBuf>,
    /// What to hold them against: an example, a program, an exercise, or a folder like an example's
    #[arg(long = "as", value_name = "PROGRAM")]
    pub exercise: String,
    /// How to report it; several, with commas between them, go into a folder
    #[arg(long, value_enum, value_delimiter = ',', default_value = "text")]
    pub format: Vec<GradeFormat>,
    /// A file to write the report to; of several formats, the folder for their files
    #[arg(long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Where what they depend on is built.
    #[command(flatten)]
    pub dir: BuildDir,
    /// How many to grade at a time [default: one for each core]
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZero<usize>>,
    /// How much each may use, such as cpu=5 (seconds) or memory=256 (MiB)
    #[arg(long = "limit", value_name = "NAME=VALUE")]
    pub limits: Vec<Limit>,
    /// Compile every submission, also one whose sources have not changed
    #[arg(long)]
    pub no_cache: bool,
    /// Let submissions do whatever you may: only for code that you trust
    #[arg(long)]
    pub no_sandbox: bool,
}

/// How to report grades.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GradeFormat {
    /// To read; of many submissions a table, and what went wrong most
    Text,
    /// A list, one object a submission
    Json,
    /// A table, one row a submission
    Csv,
    /// For what shows test results
    Junit,
    /// Annotations for GitHub's workflows
    Github,
    /// The results.json of one submission on Gradescope
    Gradescope,
    /// The results.json of one submission on PrairieLearn
    Prairielearn,
    /// The result of one submission in Classroom 50
    Classroom50,
}

/// How to show a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines to read
    Text,
    /// One object per program, each on a line of its own
    Json,
}

/// The time that a run goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Clock {
    /// Waits are skipped and recorded, and computing counts by its CPU time
    Virtual,
    /// Time as it passes
    Wall,
}

impl Default for Clock {
    fn default() -> Self {
        match harness::trace::Clock::default() {
            harness::trace::Clock::Virtual => Self::Virtual,
            harness::trace::Clock::Wall => Self::Wall,
        }
    }
}

impl From<Clock> for harness::trace::Clock {
    fn from(clock: Clock) -> Self {
        match clock {
            Clock::Virtual => Self::Virtual,
            Clock::Wall => Self::Wall,
        }
    }
}
