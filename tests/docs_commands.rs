//! Every block of commands in README.md and `docs/` is run as a reader would run it.

use std::collections::{HashMap, HashSet};
use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{LazyLock, OnceLock};
use std::thread;

use anstream::adapter::strip_str;
use tempfile::TempDir;

use crate::pages;
use crate::workspace::{CATALOG, turn};

/// The one command that is not run here: these tests are what it runs.
pub const OURSELVES: &str = "cargo test --workspace\n";

/// How a block is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// In the checkout, at each run of the tests; it ends with this exit code.
    Quick(i32),
    /// In the checkout, with the slow tests, because it compiles; it ends with this exit code.
    Slow(i32),
    /// It installs the harness.
    Install,
    /// Anywhere, with the harness that was installed.
    Installed,
    /// Not at all, for this reason.
    Never(&'static str),
}

use Way::{Install, Installed, Never, Quick, Slow};

/// How each block is run, by its first line, and the second where that does not tell.
const BLOCKS: [(&str, Way); 20] = [
    ("cargo verify\n", Quick(0)),
    ("cargo verify ex1-concurrent-tasks\n", Quick(0)),
    // By the clock on the wall: where the machine is too busy to tell, that is code 3.
    (
        "cargo verify --clock wall ex7-blocking-the-loop\n",
        Quick(0),
    ),
    ("cargo run --bin ex3-blocking-sleep\n", Quick(0)),
    ("cargo harness run ex3-blocking-sleep\n", Quick(0)),
    ("cargo harness run ex7-blocking\n", Quick(0)),
    (
        "cargo harness run ex7-blocking-the-loop --format json\n",
        Quick(0),
    ),
    ("cargo harness list\n", Quick(0)),
    ("echo ex1-concurrent-tasks > target/exercise\n", Quick(0)),
    (EX3_AS_EX1, Quick(1)),
    (
        "cargo harness new ex1-concurrent-tasks ../my-program\ncd",
        Slow(0),
    ),
    (
        "cargo harness new ex1-concurrent-tasks ../my-program\ncargo grade",
        Slow(0),
    ),
    ("cargo grade tests/submissions/sleeps/*.rs", Slow(1)),
    ("cargo grade tests/submissions/sleeps/together.rs", Slow(0)),
    (
        "cargo grade crates/ex1-concurrent-tasks --as ex1-concurrent-tasks --no-cache\n",
        Slow(0),
    ),
    (
        "cargo grade crates/ex1-concurrent-tasks --as ex1-concurrent-tasks --limit",
        Slow(0),
    ),
    ("cargo install --path harness --locked\n", Install),
    ("harness --version\n", Installed),
    ("harness new ex3-blocking-sleep my-program\n", Installed),
    (
        "docker build",
        Never("it takes docker, and an image from a registry"),
    ),
];

/// The block whose output the table of programs is.
pub const VERIFY: &str = "cargo verify\n";

/// The block whose output the drawing of a run is.
pub const RUN_EX7: &str = "cargo harness run ex7-blocking\n";

/// The block whose output is the JSON of a pair.
pub const JSON: &str = "cargo harness run ex7-blocking-the-loop --format json\n";

/// The block whose output is the grade of a copy of ex3.
pub const EX3_AS_EX1: &str = "cargo grade crates/ex3-blocking-sleep --as ex1-concurrent-tasks\n";

/// All blocks that there are, each once.
static ALL: LazyLock<HashSet<&str>> =
    LazyLock::new(|| pages::users().flat_map(|page| page.blocks("sh")).collect());

/// What came of each quick block that was run.
static OUTPUTS: LazyLock<HashMap<&str, OnceLock<Output>>> =
    LazyLock::new(|| ALL.iter().map(|block| (*block, OnceLock::new())).collect());

/// The way of a block: just one of the list.
fn way(block: &str) -> Way {
    let ways: Vec<_> = BLOCKS
        .iter()
        .filter(|(beginning, _)| block.starts_with(beginning))
        .collect();
    let [(_, way)] = ways[..] else {
        panic!(
            "expected one line in the list of tests/docs_commands.rs that says how to run this, \
             found {}:\n{block}",
            ways.len()
        );
    };
    *way
}

/// Runs the one block that begins with this, or waits for the run that another test has begun, and
/// gives what it printed, with its colours.
///
/// Nobody may have a turn who asks for it: it takes one itself.
pub fn coloured(beginning: &str) -> &'static str {
    let block = ALL.iter().find(|block| block.starts_with(beginning));
    let block = block.unwrap_or_else(|| panic!("no page has {beginning}"));
    str::from_utf8(&output(block).stdout).unwrap()
}

/// The same without colours.
pub fn printed(beginning: &str) -> String {
    strip_str(coloured(beginning)).to_string()
}

fn output(block: &'static str) -> &'static Output {
    OUTPUTS[block].get_or_init(|| {
        // Where programs are judged by the clock on the wall, they are timed.
        let _turn = (!block.contains("--clock wall")).then(turn);
        run(block, &CATALOG.root)
    })
}

/// Runs a block in this folder.
fn run(block: &str, folder: &Path) -> Output {
    let somewhere = TempDir::new().unwrap();
    let copy = somewhere.path().join("my-program");
    let script = block
        .replace(OURSELVES, "")
        .replace("../my-program", copy.to_str().unwrap());
    let mut shell = Command::new("sh");
    shell.args(["-ec", &script]).current_dir(folder);
    // It is no terminal, so it is 80 columns wide.
    shell.env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1");
    shell.output().unwrap()
}

/// Asserts that it ended as it must.
fn ends_well(block: &str, output: &Output, code: i32) {
    // On the wall clock the machine may be too busy to tell.
    let is_inconclusive = block.contains("--clock wall") && output.status.code() == Some(3);
    assert!(
        output.status.code() == Some(code) || is_inconclusive,
        "expected exit code {code} of\n{block}found {}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The blocks that are run in such a way.
fn blocks<T>(way_of: impl Fn(Way) -> Option<T>) -> Vec<(&'static str, T)> {
    let blocks = ALL
        .iter()
        .filter_map(|block| Some((*block, way_of(way(block))?)));
    blocks.collect()
}

#[test]
fn every_block_of_commands_is_in_the_list_and_nothing_else_is() {
    let unused: Vec<_> = BLOCKS
        .iter()
        .filter(|(beginning, _)| !ALL.iter().any(|block| block.starts_with(beginning)))
        .collect();
    assert!(unused.is_empty(), "no page has {unused:?}");
    let ways = ALL.iter().map(|block| way(block));
    assert!(ways.filter(|way| matches!(way, Never(_))).count() <= 1);
}

/// A thread whose name says in the list of the slowest tests which block it runs.
fn named_as(block: &str) -> thread::Builder {
    let first = block.lines().next().unwrap_or_default();
    thread::Builder::new().name(format!("docs_commands: {first}"))
}

#[test]
fn every_quick_block_of_commands_runs() {
    let quick = blocks(|way| match way {
        Quick(code) => Some(code),
        _ => None,
    });
    thread::scope(|scope| {
        for (block, code) in quick {
            let thread = named_as(block);
            let run = move || ends_well(block, output(block), code);
            thread.spawn_scoped(scope, run).unwrap();
        }
    });
}

#[test]
#[ignore = "slow: it builds a copy with all that it depends on, and compiles submissions"]
fn every_slow_block_of_commands_runs() {
    let slow = blocks(|way| match way {
        Slow(code) => Some(code),
        _ => None,
    });
    thread::scope(|scope| {
        for (block, code) in slow {
            let run = move || {
                let _turn = turn();
                ends_well(block, &run(block, &CATALOG.root), code);
            };
            named_as(block).spawn_scoped(scope, run).unwrap();
        }
    });
}

#[test]
#[ignore = "slow: it builds the harness as it is shipped, and an example with all that it depends on"]
fn an_installed_harness_works_outside_the_checkout() {
    let _turn = turn();
    let home = TempDir::new().unwrap();
    let is = |wanted| move |way| (way == wanted).then_some(());
    for (block, ()) in blocks(is(Install)) {
        let mut shell = Command::new("sh");
        shell.args(["-ec", block]).current_dir(&CATALOG.root);
        shell.env("CARGO_INSTALL_ROOT", home.path());
        ends_well(block, &shell.output().unwrap(), 0);
    }
    let path = env::var("PATH").unwrap();
    let path = format!("{}:{path}", home.path().join("bin").display());
    let installed = blocks(is(Installed));
    assert!(!installed.is_empty());
    for (number, (block, ())) in installed.iter().enumerate() {
        let folder = home.path().join(number.to_string());
        fs::create_dir(&folder).unwrap();
        let mut shell = Command::new("sh");
        shell.args(["-ec", block]).current_dir(&folder);
        shell.env("PATH", &path).env_remove("CARGO_TARGET_DIR");
        shell.env("XDG_CACHE_HOME", home.path().join("cache"));
        ends_well(block, &shell.output().unwrap(), 0);
    }
}
