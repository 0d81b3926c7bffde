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

use harness::build;
use harness::catalog::Catalog;
use harness::trace::{self, Clock, LONGEST_RUN};

fn main() -> Result<(), Box<dyn Error>> {
    let checkout = Catalog::find(Path::new(env!("CARGO_MANIFEST_DIR")))?.root;
    let nothing = trace::Command::new("true");
    if let Some(note) =
        trace::run(&nothing, Clock::Virtual, LONGEST_RUN, &false.into(), |_| ())?.clock_note
    {
        return Err(format!("the pictures show runs on the virtual clock: {note}").into());
    }
    let build = build::workspace(&checkout, |_| ())?;
    let harness = build
        .executable(&checkout.join("harness"), "harness")
        .ok_or("the harness does not build: `cargo build` says why")?;
    let folder = checkout.join("docs/pictures");
    fs::create_dir_all(&folder)?;
    for picture in [picture::VERIFY, picture::RUN, picture::GRADE] {
        let output = picture.output(harness, &checkout)?;
        fs::write(folder.join(picture.file), picture.svg(&output))?;
    }
    Ok(())
}
