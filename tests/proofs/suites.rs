//! Other people's test suites: those that published crates carry with them.
//!
//! Cargo fetches the crates, and says where it has unpacked them; copies of these are the members of a
//! workspace, in which their tests are built. `suites.lock` pins all that they depend on.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs, io};

use serde_json::Value;

use super::both_ways::TestProgram;
use super::results::Dialect;

/// A crate whose package holds its tests.
#[derive(Debug, Clone, Copy)]
pub struct Suite {
    /// The crate.
    pub name: &'static str,
    /// Its version, which is the one in `suites.lock`.
    pub version: &'static str,
    /// The features that its tests take, beside those that it has by default.
    features: &'static str,
}

const fn suite(name: &'static str, version: &'static str) -> Suite {
    Suite {
        name,
        version,
        features: "",
    }
}

/// All of them, those that build fastest first.
pub const SUITES: &[Suite] = &[
    suite("async-channel", "2.5.0"),
    suite("futures-timer", "3.0.4"),
    suite("event-listener", "5.4.2"),
    suite("async-lock", "3.5.0"),
    suite("blocking", "1.7.0"),
    suite("async-executor", "1.14.1"),
    suite("async-io", "2.6.0"),
    suite("polling", "3.11.0"),
    suite("async-task", "4.7.1"),
    suite("rayon-core", "1.13.0"),
    suite("parking_lot", "0.13.0"),
    Suite {
        features: "full",
        ..suite("tokio-stream", "0.1.19")
    },
    Suite {
        features: "full,test-util",
        ..suite("tokio", "1.54.1")
    },
    suite("crossbeam-channel", "0.5.17"),
    suite("flume", "0.12.0"),
];

/// What all of them depend on, in the versions that are known to build.
const LOCK: &str = include_str!("suites.lock");

/// What the harness traces: a fetch for it leaves out what other systems take.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// How long one of their programs may run, as time passes.
const LONGEST: Duration = Duration::from_secs(120);

/// How many tests of a program run at a time: more than one, so that their waits are mixed, and the
/// same on every machine.
const TEST_THREADS: &str = "--test-threads=2";

/// A workspace of the suites, ready to be built.
pub struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    /// Fetches all suites and lays out their workspace, in `proofs` below the target folder.
    ///
    /// # Errors
    /// When something cannot be fetched, as without a network: what that is, as Cargo says it.
    pub fn lay_out() -> io::Result<Self> {
        let executable = env::current_exe()?;
        // `PROFILE/deps/suite-…` for the tests, `PROFILE/examples/proof` for the whole proof.
        let target = executable.ancestors().nth(3);
        let proofs = target.unwrap_or(Path::new(".")).join("proofs");
        let sources = proofs.join("sources");
        fs::create_dir_all(sources.join("src"))?;
        fs::write(sources.join("src/lib.rs"), "")?;
        fs::write(sources.join("Cargo.toml"), manifest_of_sources())?;
        fs::write(sources.join("Cargo.lock"), LOCK)?;
        let folder = proofs.join("suites");
        for manifest in manifests(&sources)? {
            copy(&manifest, &folder)?;
        }
        fs::write(folder.join("Cargo.toml"), manifest_of_members())?;
        fs::write(folder.join("Cargo.lock"), LOCK)?;
        fetched_or_missing(&["fetch", "--locked", "--target", TARGET], &folder)?;
        Ok(Self { folder })
    }

    /// Builds the tests of one suite, and tells what there is to be run.
    ///
    /// # Errors
    /// When they do not build: why, as Cargo says it.
    pub fn build(&self, suite: &Suite) -> io::Result<Vec<TestProgram>> {
        let words = [
            "test",
            "--no-run",
            "--tests",
            "--locked",
            "--offline",
            "--message-format=json",
            "--package",
            suite.name,
            "--features",
            suite.features,
        ];
        let messages = cargo(&words, &self.folder)?;
        let messages = messages.lines().map(serde_json::from_str::<Value>);
        let programs = messages.filter_map(|message| test_program(suite, &message.ok()?));
        Ok(programs.collect())
    }
}

/// A test program out of one of Cargo's messages, if that tells of one.
fn test_program(suite: &Suite, message: &Value) -> Option<TestProgram> {
    let is_test = message["profile"]["test"].as_bool()?;
    let executable = message["executable"].as_str().filter(|_| is_test)?;
    let folder = Path::new(message["manifest_path"].as_str()?).parent()?;
    let name = message["target"]["name"].as_str()?;
    // The library's own tests have its name, which an integration test may have as well.
    let name = match message["target"]["kind"][0].as_str()? {
        "test" => name.to_owned(),
        _ => format!("{}'s own", suite.name),
    };
    Some(TestProgram {
        name,
        words: vec![executable.to_owned(), TEST_THREADS.to_owned()],
        folder: folder.to_owned(),
        dialect: Dialect::Libtest,
        longest: LONGEST,
    })
}

/// A package that depends on all suites: Cargo fetches what a package depends on.
fn manifest_of_sources() -> String {
    let package = "[package]\nname = \"sources\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n";
    let depend = |suite: &Suite| format!("{} = \"={}\"\n", suite.name, suite.version);
    let dependencies: String = SUITES.iter().map(depend).collect();
    format!("{package}[workspace]\n\n[dependencies]\n{dependencies}")
}

/// A workspace of all suites, which depend on one another as they do where they are written.
fn manifest_of_members() -> String {
    let folder = |suite: &Suite| format!("{}-{}", suite.name, suite.version);
    let member = |suite: &Suite| format!("    \"{}\",\n", folder(suite));
    let patch = |suite: &Suite| format!("{} = {{ path = \"{}\" }}\n", suite.name, folder(suite));
    let members: String = SUITES.iter().map(member).collect();
    let patches: String = SUITES.iter().map(patch).collect();
    format!(
        "[workspace]\nresolver = \"2\"\nmembers = [\n{members}]\n\n[patch.crates-io]\n{patches}"
    )
}

/// The manifests of all suites, where Cargo has unpacked them.
fn manifests(sources: &Path) -> io::Result<Vec<PathBuf>> {
    let words = [
        "metadata",
        "--format-version=1",
        "--filter-platform",
        TARGET,
    ];
    let metadata: Value = serde_json::from_str(&fetched_or_missing(&words, sources)?)?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let is_suite = |package: &&Value| {
        let mut suites = SUITES.iter();
        suites.any(|suite| package["name"] == suite.name && package["version"] == suite.version)
    };
    let manifests = packages.filter(is_suite);
    Ok(manifests
        .filter_map(|package| package["manifest_path"].as_str().map(PathBuf::from))
        .collect())
}

/// Copies a package into the workspace, if it is not there yet: a new copy would be built again.
fn copy(manifest: &Path, workspace: &Path) -> io::Result<()> {
    let Some((from, name)) = manifest
        .parent()
        .and_then(|from| Some((from, from.file_name()?)))
    else {
        return Ok(());
    };
    let to = workspace.join(name);
    if to.exists() {
        return Ok(());
    }
    fs::create_dir_all(workspace)?;
    // What has the name of a member is whole, also if this is interrupted.
    let unfinished = tempfile::tempdir_in(workspace)?;
    let copied = Command::new("cp")
        .arg("-R")
        .arg(from)
        .arg(unfinished.path())
        .status()?;
    match copied.success() {
        true => fs::rename(unfinished.path().join(name), to),
        false => Err(io::Error::other(format!(
            "{} cannot be copied",
            from.display()
        ))),
    }
}

/// Runs Cargo without a network, and with one only if something is missing: so that what was fetched
/// once is enough.
fn fetched_or_missing(words: &[&str], folder: &Path) -> io::Result<String> {
    let offline = [words, &["--offline"]].concat();
    cargo(&offline, folder).or_else(|_| {
        let missing = |error| io::Error::other(format!("a suite is missing: {error}"));
        cargo(words, folder).map_err(missing)
    })
}

/// What Cargo prints.
fn cargo(words: &[&str], folder: &Path) -> io::Result<String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(words)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.with_file_name("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_NET_RETRY", "1")
        .stdin(Stdio::null())
        .output()?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(io::Error::other(
            String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        )),
    }
}
