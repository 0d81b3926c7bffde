//! The harness as others have it: installed, with no checkout in sight, used by somebody who is not
//! root and has a home that cannot be written.

use std::env;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

use crate::traced::begin;
use crate::workspace::{self, CATALOG};

/// Hides the checkout, and becomes another user, to whom the same files belong. What is started then
/// has no capabilities, so that modes hold for it.
const AS_SOMEBODY: &str = "
mount -t tmpfs none \"$CHECKOUT\" &&
exec unshare --user --map-user=1000 --map-group=1000 -- \"$@\"";

/// Somebody's machine: a home that cannot be written, a place for temporary files, and a folder to
/// work in.
struct Machine {
    place: TempDir,
}

impl Machine {
    fn new() -> Self {
        let place = TempDir::new().unwrap();
        for folder in ["home", "temporary", "work"] {
            fs::create_dir(place.path().join(folder)).unwrap();
        }
        fs::set_permissions(place.path().join("home"), Permissions::from_mode(0o555)).unwrap();
        Self { place }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// Installs the harness as its README says, but for the profile, and with what was built last time.
    fn install(&self) {
        let install = Command::new("cargo")
            .args([
                "install",
                "--path",
                "harness",
                "--locked",
                "--offline",
                "--debug",
            ])
            .arg("--root")
            .arg(self.path("installed"))
            .arg("--target-dir")
            .arg(workspace::target("installed"))
            .current_dir(&CATALOG.root)
            .output()
            .unwrap();
        assert!(install.status.success(), "{install:?}");
    }

    /// Runs a command there.
    fn run(&self, words: &[&str]) -> Output {
        let home = |name: &str, folder: &str| {
            let own = || Path::new(&env::var_os("HOME").unwrap()).join(folder);
            env::var_os(name).map_or_else(own, PathBuf::from)
        };
        let path = env::join_paths(
            [self.path("installed/bin")]
                .into_iter()
                .chain(env::split_paths(&env::var_os("PATH").unwrap())),
        );
        Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount", "--"])
            .args(["sh", "-c", AS_SOMEBODY, "sh"])
            .args(words)
            .current_dir(self.path("work"))
            .env_clear()
            .env("CHECKOUT", &CATALOG.root)
            .env("PATH", path.unwrap())
            .env("HOME", self.path("home"))
            .env("TMPDIR", self.path("temporary"))
            .env("CARGO_HOME", home("CARGO_HOME", ".cargo"))
            .env("RUSTUP_HOME", home("RUSTUP_HOME", ".rustup"))
            .env("CARGO_NET_OFFLINE", "true")
            .output()
            .unwrap()
    }

    /// Runs the harness there, and asserts that it ends with this code and prints what it should.
    fn harness(&self, words: &[&str], code: i32, prints: impl Predicate<str>) {
        let output = self.run(&[&["harness"], words].concat());
        let printed = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(code), "{words:?}: {output:?}");
        assert!(prints.eval(&printed), "{words:?}:\n{printed}");
    }
}

#[test]
#[ignore = "slow: it builds and installs the harness, and builds tokio twice"]
fn an_installed_harness_needs_no_checkout_no_root_and_no_home() {
    let Some(_turn) = begin() else {
        return;
    };
    let machine = Machine::new();
    let checks = "test $(id -u) = 1000 && ! touch $HOME/file && ! ls $CHECKOUT/Cargo.toml";
    let somebody = machine.run(&["sh", "-c", checks]);
    if !somebody.status.success() {
        assert!(env::var_os("CI").is_none(), "{somebody:?}");
        return;
    }
    machine.install();
    let list = machine.run(&["harness", "list"]);
    let note = format!(
        "{}/harness-1000 instead",
        machine.path("temporary").display()
    );
    assert!(
        String::from_utf8_lossy(&list.stderr).contains(&note),
        "{list:?}"
    );
    let passed = |number: usize| contains(format!("\n{number} passed, 0 failed\n"));
    machine.harness(&["list"], 0, contains("ex8-yielding"));
    machine.harness(&["verify"], 0, passed(CATALOG.programs().count()));
    let figures = contains("blocked 5.0 s at src/main.rs:");
    machine.harness(&["run", "ex3-blocking-sleep"], 0, figures);

    machine.harness(
        &["new", "ex4-synchronous", "mine"],
        0,
        contains("is now in mine"),
    );
    machine.harness(&["verify", "mine"], 0, passed(1));
    let denied = ["harness", "verify", "mine", "--build-dir", "../home/built"];
    let denied = machine.run(&denied);
    let said = String::from_utf8_lossy(&denied.stderr);
    assert_eq!(denied.status.code(), Some(2), "{denied:?}");
    assert!(said.contains("home/built: Permission denied"), "{said}");
    machine.harness(&["new", "sleeps", "exercise"], 0, contains("--as exercise"));
    let together = CATALOG.root.join("tests/submissions/sleeps/together.rs");
    fs::copy(together, machine.path("work/together.rs")).unwrap();
    for exercise in ["exercise", "sleeps"] {
        let grade = ["grade", "together.rs", "--as", exercise];
        machine.harness(&grade, 0, contains("passed, 10/10"));
    }
    let grade = ["grade", "mine", "--as", "ex1-concurrent-tasks"];
    machine.harness(&grade, 1, contains("waits: failed"));
    let made = fs::read_dir(machine.path("work/exercise"))
        .unwrap()
        .flatten();
    assert!(
        made.map(|entry| entry.file_name())
            .all(|name| name != "target")
    );
    assert_eq!(fs::read_dir(machine.path("home")).unwrap().count(), 0);
}
