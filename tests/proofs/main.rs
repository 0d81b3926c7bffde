//! Proofs that take longer than any test may: that what the harness says of a program is true of the
//! program when nobody watches.
//!
//! ```sh
//! cargo run --release --package tests --example proof -- suites [NAME…]
//! cargo run --release --package tests --example proof -- python [MODULE…]
//! cargo run --release --package tests --example proof -- runs COUNT [PROGRAM…]
//! ```
//!
//! - `suites`, `python`: test suites that other people wrote, natively and traced, test by test.
//! - `both_ways`: runs a test program natively and traced, and compares.
//! - `results`: reads what test programs print.
//! - `tally`: what became of a whole suite.
//! - `known`: what is known to differ, and why.
//! - `runs`: every example again and again on a busy machine.
//!
//! The slow tests have a sample of each. Exit code 0 says that nothing differs but what is known to.

mod both_ways;
mod known;
mod python;
mod results;
mod runs;
mod suites;
mod tally;

use std::env;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{io, thread};

use harness::build::{self, dirs::BuildDirs};
use harness::catalog::Catalog;

use both_ways::TestProgram;
use suites::{SUITES, Workspace};
use tally::Tally;

const USAGE: &str = "proof suites [NAME…] | python [MODULE…] | runs COUNT [PROGRAM…]";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let words: Vec<String> = env::args().skip(1).collect();
    let (kind, names) = words.split_first().ok_or(USAGE)?;
    let is_proved = match kind.as_str() {
        "suites" => suites(names)?,
        "python" => python(names)?,
        "runs" => {
            let (count, names) = names.split_first().ok_or(USAGE)?;
            runs(count.parse()?, names)?
        }
        _ => return Err(USAGE.into()),
    };
    Ok(match is_proved {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// Those that are named, or all; a name that nothing has is an error.
fn named<'a, T>(
    all: &'a [T],
    name: impl Fn(&T) -> &str,
    names: &[String],
) -> Result<Vec<&'a T>, String> {
    let unknown = names
        .iter()
        .find(|wanted| all.iter().all(|one| name(one) != wanted.as_str()));
    match unknown {
        Some(unknown) => Err(format!("there is no `{unknown}`")),
        None => {
            let is_named =
                |one: &&T| names.is_empty() || names.iter().any(|wanted| wanted == name(one));
            Ok(all.iter().filter(is_named).collect())
        }
    }
}

fn suites(names: &[String]) -> Result<bool, Box<dyn Error>> {
    let wanted = named(SUITES, |suite| suite.name, names)?;
    let workspace = Workspace::lay_out()?;
    let mut is_proved = true;
    for suite in wanted {
        let programs = workspace.build(suite)?;
        is_proved &= holds(suite.name, &programs)?;
    }
    Ok(is_proved)
}

fn python(names: &[String]) -> Result<bool, Box<dyn Error>> {
    let all = python::programs()?;
    let mut is_proved = true;
    for module in named(&all, |program| &program.name, names)? {
        is_proved &= holds(&module.name, std::slice::from_ref(module))?;
    }
    Ok(is_proved)
}

/// Runs a suite's programs both ways, tells what was seen, and whether that is as it must be.
fn holds(suite: &str, programs: &[TestProgram]) -> io::Result<bool> {
    let tally = Tally::of(suite, programs)?;
    println!(
        "{suite}: {} programs, {} tests, {} differ",
        programs.len(),
        tally.tests,
        tally.differ
    );
    for line in &tally.lines {
        println!("    {line}");
    }
    Ok(tally.holds())
}

fn runs(count: usize, names: &[String]) -> Result<bool, Box<dyn Error>> {
    let catalog = Catalog::find(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    let built = build::programs(&BuildDirs::default().place(&catalog.root)?, |_| ())?;
    let all = runs::expected(&catalog);
    let wanted = named(&all, |(program, _)| &program.name, names)?;
    let row = |(program, _): &runs::Expected<'_>| -> Result<bool, String> {
        let executable = built.executable(&program.folder, &program.name);
        let executable = executable.ok_or_else(|| format!("{} was not built", program.name))?;
        let seen = runs::repeat(program, executable, &all, count);
        let seen = seen.map_err(|error| error.to_string())?;
        let faults = seen.faults(&program.name);
        println!(
            "{:22}{:>6}{:>7}{:>16.3?}{:>16?}  {}",
            program.name,
            seen.runs(),
            seen.wrong.len(),
            seen.farthest_total(),
            seen.blocked_apart(),
            faults.join("; ")
        );
        Ok(faults.is_empty() && seen.runs() > 0)
    };
    println!(
        "{:22}{:>6}{:>7}{:>16}{:>16}",
        "", "runs", "wrong", "from median", "blocked apart"
    );
    let rows: Vec<Result<bool, String>> = runs::beside_endless_loops(|| {
        thread::scope(|scope| {
            let rows: Vec<_> = wanted.iter().map(|one| scope.spawn(|| row(one))).collect();
            rows.into_iter().filter_map(|row| row.join().ok()).collect()
        })
    });
    let are_all = rows.len() == wanted.len();
    let rows: Result<Vec<bool>, String> = rows.into_iter().collect();
    Ok(are_all && rows?.into_iter().all(|is_proved| is_proved))
}
