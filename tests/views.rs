//! What the harness shows in a terminal, each run once for all who ask.
//!
//! Whoever asks first runs it, so a test waits for its turn before.

use std::sync::LazyLock;

use anstream::adapter::strip_str;

use crate::pictures::picture::{self, Picture};
use crate::workspace::{CATALOG, executable};

/// `harness verify`, coloured.
pub static VERIFY: LazyLock<String> = LazyLock::new(|| output(&picture::VERIFY));

/// `harness run ex7-blocking`, coloured.
pub static RUN: LazyLock<String> = LazyLock::new(|| output(&picture::RUN));

/// `harness grade crates/ex3-blocking-sleep --as ex1-concurrent-tasks`, coloured.
pub static GRADE: LazyLock<String> = LazyLock::new(|| output(&picture::GRADE));

fn output(picture: &Picture) -> String {
    picture
        .output(executable("harness"), &CATALOG.root)
        .unwrap()
}

/// What a view says, without its colours.
pub fn plain(view: &str) -> String {
    strip_str(view).to_string()
}
