//! Makes the pictures in `docs/pictures` anew, from what the harness prints now:
//!
//! ```sh
//! cargo run --package tests --example pictures
//! ```
//!
//! A test of the same name notices when it is time to.

mod picture;

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use harness::build::{self, dirs::BuildDirs};
use harness::catalog::Catalog;
use harness::trace::{self, Clock, LONGEST_RUN};

use picture::Picture;

fn main() -> Result<(), Box<dyn Error>> {
    let checkout = Catalog::find(Path::new(env!("CARGO_MANIFEST_DIR")))?.root;
    let nothing = trace::Command::new("true");
    if let Some(note) =
        trace::run(&nothing, Clock::Virtual, LONGEST_RUN, &false.into(), |_| ())?.clock_note
    {
        return Err(format!("the pictures show runs on the virtual clock: {note}").into());
    }
    let build = build::programs(&BuildDirs::default().place(&checkout)?, |_| ())?;
    let harness = build
        .executable(&checkout.join("harness"), "harness")
        .ok_or("the harness does not build: `cargo build` says why")?;
    let folder = checkout.join("docs/pictures");
    fs::create_dir_all(&folder)?;
    for (picture, arguments, exit_code) in PICTURES {
        let output = output(harness, &checkout, arguments, *exit_code)?;
        fs::write(folder.join(picture.file), picture.svg(&output))?;
    }
    Ok(())
}

/// Each picture, with what the harness is told to do, and its exit code. The pages that show the pictures
/// have the same commands.
const PICTURES: &[(Picture, &[&str], i32)] = &[
    (picture::VERIFY, &["verify"], 0),
    (picture::RUN, &["run", "ex7-blocking"], 0),
    // It is there to fail.
    (
        picture::GRADE,
        &[
            "grade",
            "crates/ex3-blocking-sleep",
            "--as",
            "ex1-concurrent-tasks",
        ],
        1,
    ),
];

/// Runs the harness in the checkout, and returns what it prints to a terminal, colours and all.
fn output(
    harness: &Path,
    checkout: &Path,
    arguments: &[&str],
    exit_code: i32,
) -> Result<String, Box<dyn Error>> {
    let mut command = Command::new(harness);
    // None of its streams is a terminal, so it takes one to be 80 columns wide.
    let output = command
        .args(arguments)
        .current_dir(checkout)
        .env_remove("NO_COLOR")
        .env("CLICOLOR_FORCE", "1")
        .output()?;
    if output.status.code() != Some(exit_code) {
        let (status, said) = (output.status, String::from_utf8_lossy(&output.stderr));
        return Err(format!(
            "{command:?} must end with exit code {exit_code}, and had {status}: {said}"
        )
        .into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
