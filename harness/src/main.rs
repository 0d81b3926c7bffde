//! Parses the command line, calls the library, and turns what comes back into an exit code.
//!
//! - `cli`: the command line.
//! - `here`: where the harness was started: its examples, and where they are built.
//! - `grading`: `harness grade`, and `save`: writes its reports to files.
//! - `progress`: what is shown while it takes time.

mod cli;
mod grading;
mod here;
mod progress;
mod save;

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, bail};
use clap::Parser;
use harness::catalog::{Catalog, Example, Program};
use harness::judge::{Status, Verdict};
use harness::starter::Home;
use harness::trace::{Clock, LONGEST_RUN, Trace};
use harness::verify::Outcome;
use harness::{report, starter, trace};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::flag;
use tracing_subscriber::EnvFilter;

use cli::{Cli, Command, Format};
use here::Here;
use progress::Progress;

/// Everything passed.
const PASSED: u8 = 0;
/// Some program did not do what it must.
const FAILED: u8 = 1;
/// The command line was wrong, or the harness could not do its job; clap uses it, too.
const ERROR: u8 = 2;
/// The machine, not a program, was at fault.
const INCONCLUSIVE: u8 = 3;

/// How wide a report is where there is no terminal to fit it to, in columns.
const WIDTH: u16 = 80;

/// A table in fewer columns would be one letter wide at its end. Let the terminal wrap it instead.
const NARROWEST: u16 = 60;

/// The variable that says which of its decisions the harness shows, as in `HARNESS_LOG=debug`.
const LOG: &str = "HARNESS_LOG";

/// Shows on standard error what the harness decides, if somebody wants to know.
fn show_decisions() {
    if std::env::var_os(LOG).is_some() {
        tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::from_env(LOG))
            .with_writer(io::stderr)
            .with_ansi(io::stderr().is_terminal())
            .without_time()
            .init();
    }
}

fn main() -> ExitCode {
    show_decisions();
    let result = match Cli::parse().command {
        Command::List => list(),
        Command::Verify { names, clock, dir } => verify(&names, clock.into(), dir.get()),
        Command::Run {
            name: Some(name),
            clock,
            format,
            dir,
            ..
        } => run_named(&name, clock.into(), format, dir.get()),
        Command::Run {
            name: None,
            clock,
            format,
            command,
            ..
        } => run_command(command, clock.into(), format),
        Command::Grade(grade) => grading::grade(&grade),
        Command::New { example, folder } => new(&example, &folder),
    };
    ExitCode::from(result.unwrap_or_else(|error| {
        say(format_args!("{error:#}"));
        ERROR
    }))
}

fn say(error: impl Display) {
    let error = format!("error: {error}");
    let error = match io::stderr().is_terminal() {
        true => textwrap::fill(&error, usize::from(width())),
        false => error,
    };
    let _ = writeln!(anstream::stderr(), "{error}");
}

/// Says what was done, for people.
fn say_done(what: impl Display) {
    let _ = writeln!(anstream::stderr(), "{what}");
}

fn list() -> anyhow::Result<u8> {
    let catalog = Here::new(None)?.catalog()?;
    print(&report::text::list(&catalog, width()))?;
    Ok(broken(&catalog))
}

fn verify(names: &[String], clock: Clock, build_dir: Option<&Path>) -> anyhow::Result<u8> {
    let here = Here::new(build_dir)?;
    let mut programs = Vec::new();
    for name in names {
        programs.extend(here.programs(name)?);
    }
    let mut worst = PASSED;
    if names.is_empty() {
        let catalog = here.catalog()?;
        programs.extend(catalog.programs().cloned());
        worst = broken(&catalog);
    }
    let outcomes = outcomes(&here, &programs, clock)?;
    print(&report::text::verify(&outcomes, width()))?;
    Ok(if worst == PASSED {
        exit_code(&outcomes)
    } else {
        worst
    })
}

fn run_named(
    name: &str,
    clock: Clock,
    format: Format,
    build_dir: Option<&Path>,
) -> anyhow::Result<u8> {
    let here = Here::new(build_dir)?;
    let outcomes = outcomes(&here, &here.programs(name)?, clock)?;
    for Outcome {
        program,
        verdict,
        trace,
    } in &outcomes
    {
        match (trace, format) {
            (Some(trace), _) => show(&program.name, trace, verdict, format)?,
            (None, Format::Text) => print(&report::text::judged(&program.name, verdict))?,
            // There was no run to describe; why not is for the person, not for the reader of JSON.
            (None, Format::Json) => {
                let judged = report::text::judged(&program.name, verdict);
                let _ = anstream::stderr().write_all(judged.as_bytes());
            }
        }
    }
    Ok(exit_code(&outcomes))
}

/// Shows one run. JSON has no place for remarks on what was not kept of its output.
fn show(name: &str, trace: &Trace, verdict: &Verdict, format: Format) -> anyhow::Result<()> {
    match format {
        Format::Text => print(&report::text::run(name, trace, verdict, width())),
        Format::Json => {
            for remark in trace.output.remarks() {
                let _ = writeln!(anstream::stderr(), "note: {remark}");
            }
            written(io::stdout().write_all(report::json::run(name, trace, verdict).as_bytes()))
        }
    }
}

fn run_command(words: Vec<OsString>, clock: Clock, format: Format) -> anyhow::Result<u8> {
    let mut words = words.into_iter();
    let program = words.next().context("no program is named behind `--`")?;
    let name = program.to_string_lossy().into_owned();
    let command = trace::Command {
        program,
        arguments: words.collect(),
        ..trace::Command::default()
    };
    let trace = trace::run(&command, clock, LONGEST_RUN, &*stop_on_signals()?, |_| ())?;
    let verdict = Verdict::on_command(&trace);
    show(&name, &trace, &verdict, format)?;
    Ok(exit_code_of(verdict.status()))
}

fn new(example: &str, folder: &Path) -> anyhow::Result<u8> {
    let catalog = Here::new(None)?.catalog()?;
    let example = catalog.example(example)?;
    let copied = starter::copy(example, folder)?;
    let Example {
        name, folder: from, ..
    } = example;
    let to = folder.display();
    let home = match copied {
        Home::Own => "a workspace of its own",
        Home::Member => "a member of the workspace around it",
    };
    let next = match from.join("README.md").exists() {
        true => "its README.md says how to run it\n".to_owned(),
        false => format!(
            "its Cargo.toml says\nwhat is expected: change it, and then\n\n    \
             harness grade SUBMISSION --as {to}\n"
        ),
    };
    print(&format!("{name} is now in {to}, {home}; {next}"))?;
    Ok(PASSED)
}

/// Says what is wrong with each example that cannot be read. The others are there all the same.
fn broken(catalog: &Catalog) -> u8 {
    for error in &catalog.broken {
        say(error);
    }
    if catalog.broken.is_empty() {
        PASSED
    } else {
        ERROR
    }
}

/// Sends programs down the whole road, with a progress line for each.
fn outcomes(here: &Here, programs: &[Program], clock: Clock) -> anyhow::Result<Vec<Outcome>> {
    for program in programs {
        here.dirs.of(&program.root)?;
    }
    here.say_where();
    let stop = stop_on_signals()?;
    let progress = Progress::new();
    let programs: Vec<&Program> = programs.iter().collect();
    let outcomes = harness::verify::verify(&programs, &here.dirs, clock, &progress, &stop);
    progress.clear();
    match outcomes {
        Err(_) if stop.load(Ordering::Relaxed) => bail!("stopped while building"),
        outcomes => Ok(outcomes?),
    }
}

/// Set by Ctrl-C, so that what was started can be ended; a second one ends the harness itself.
fn stop_on_signals() -> anyhow::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
        flag::register_conditional_default(signal, Arc::clone(&stop))
            .and_then(|_| flag::register(signal, Arc::clone(&stop)))
            .context("signals cannot be caught")?;
    }
    Ok(stop)
}

fn exit_code(outcomes: &[Outcome]) -> u8 {
    let worst = outcomes
        .iter()
        .map(|outcome| outcome.verdict.status())
        .max();
    exit_code_of(worst.unwrap_or(Status::Passed))
}

fn exit_code_of(status: Status) -> u8 {
    match status {
        Status::Passed => PASSED,
        Status::Failed => FAILED,
        Status::Error => ERROR,
        Status::Inconclusive => INCONCLUSIVE,
    }
}

/// Prints a report; colours only where they are seen.
fn print(report: &str) -> anyhow::Result<()> {
    written(anstream::stdout().write_all(report.as_bytes()))
}

fn written(result: io::Result<()>) -> anyhow::Result<()> {
    match result {
        // Whoever read it has read enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result.context("the report cannot be written"),
    }
}

fn width() -> u16 {
    terminal_size::terminal_size().map_or(WIDTH, |(width, _)| width.0.max(NARROWEST))
}
