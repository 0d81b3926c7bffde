//! CPython's own tests of what waits, where the machine's Python has them.

use std::process::Command;
use std::time::Duration;
use std::{env, io};

use super::both_ways::TestProgram;
use super::results::Dialect;

/// The modules, each a suite.
pub const MODULES: [&str; 6] = [
    "test_queue",
    "test_time",
    "test_selectors",
    "test_signal",
    "test_threading",
    "test_asyncio",
];

/// How long a module may run, as time passes: `test_asyncio` takes more than a minute.
const LONGEST: Duration = Duration::from_secs(400);

/// Prints where the interpreter is, which may be behind a script, if it has the modules named.
const SCRIPT: &str = "import sys, importlib.util as util\n\
    missing = [name for name in sys.argv[1:] if not util.find_spec('test.' + name)]\n\
    sys.exit('it has no ' + ', '.join(missing)) if missing else print(sys.executable)";

/// The test programs of all modules.
///
/// # Errors
/// When there is no `python3`, or it has no tests: what is missing.
pub fn programs() -> io::Result<Vec<TestProgram>> {
    let missing =
        |why: String| io::Error::other(format!("this needs python3 and its tests: {why}"));
    let output = Command::new("python3")
        .args(["-c", SCRIPT])
        .args(MODULES)
        .output()
        .map_err(|error| missing(error.to_string()))?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        return Err(missing(why.trim().to_owned()));
    }
    let python = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let program = |module: &&str| TestProgram {
        name: (*module).to_owned(),
        words: [&python, "-m", "test", "-v", *module]
            .map(str::to_owned)
            .to_vec(),
        folder: env::temp_dir(),
        dialect: Dialect::Unittest,
        longest: LONGEST,
    };
    Ok(MODULES.iter().map(program).collect())
}
