//! The harness's command line, as it is meant to be used.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use assert_cmd::Command;
use harness::catalog::Expectation;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use predicates::prelude::*;
use predicates::str::contains;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::cli_run::json_of;
use crate::traced::begin;
use crate::workspace::{self, CATALOG, harness, turn};

/// A run of a line of shell.
fn run_shell(script: &str) -> Command {
    let mut run = harness();
    run.args(["run", "--", "sh", "-c", script]);
    run
}

#[test]
fn list_shows_every_program_with_its_time_and_every_lesson() {
    let _turn = turn();
    let list = harness().arg("list").assert().success();
    let list = String::from_utf8(list.get_output().stdout.clone()).unwrap();
    for program in CATALOG.programs() {
        let row = list
            .lines()
            .find(|row| row.split_whitespace().next() == Some(&program.name));
        let expected = match &program.expectation {
            Expectation::CompileError { code } => code.clone(),
            Expectation::Run(run) => format!("{}–", run.figures.total.unwrap().0.as_secs_f64()),
        };
        assert!(
            row.is_some_and(|row| row.contains(&expected)),
            "{}:\n{list}",
            program.name
        );
    }
    assert!(list.contains("the baseline"), "{list}");
}

#[test]
fn verify_has_a_row_for_each_program_and_fits_80_columns() {
    let Some(_turn) = begin() else {
        return;
    };
    let names = [
        "ex1-concurrent-tasks",
        "ex5-await-outside-async",
        "ex7-blocking-the-loop",
    ];
    let verify = harness()
        .arg("verify")
        .args(names)
        .assert()
        .success()
        .stderr("");
    let table = String::from_utf8(verify.get_output().stdout.clone()).unwrap();
    let columns = ["program", "expected", "took", "verdict", "why"];
    assert_eq!(
        table
            .lines()
            .next()
            .unwrap()
            .split_whitespace()
            .collect::<Vec<_>>(),
        columns
    );
    for row in [
        r"ex1-concurrent-tasks +1–1.5 s +1\.\d{3} s +passed +event loop parked 1\.0 s",
        r"ex5-await-outside-async +E0728 +- +passed +E0728: `await` is only",
        r"ex7-blocking +1.8–2.7 s +\d\.\d{3} s +passed +event loop parked 0\.8 s",
        r"ex7-offloaded +1–1.5 s +1\.\d{3} s +passed +event loop parked 1\.0 s",
    ] {
        assert!(
            predicate::str::is_match(row).unwrap().eval(&table),
            "no {row} in\n{table}"
        );
    }
    assert!(table.ends_with("\n4 passed, 0 failed\n"), "{table}");
    assert!(
        table.lines().all(|line| line.chars().count() <= 80),
        "{table}"
    );
    assert!(!table.contains('\x1b'), "colours belong on a terminal only");
}

#[test]
fn an_example_that_must_not_compile_shows_the_compilers_words() {
    let _turn = turn();
    let mut run = harness();
    run.args(["run", "ex5-await-outside-async"])
        .assert()
        .success()
        .stdout(contains("ex5-await-outside-async passed").and(contains("this is not `async`")));
    run.args(["--format", "json"])
        .assert()
        .success()
        .stdout("")
        .stderr(contains("E0728"));
}

/// The kernel sees to it: there is nothing that a killed harness could still do itself.
#[test]
fn nothing_outlives_a_harness_that_is_killed() {
    let Some(_turn) = begin() else {
        return;
    };
    let mut run = std::process::Command::new(workspace::executable("harness"));
    let script = "echo $$ >&2; setsid sleep 1000 & sleep 1000";
    let folder = TempDir::new().unwrap();
    let said = folder.path().join("said");
    let script = format!("exec 2>{}; {script}", said.display());
    let run = run.args(["run", "--clock", "wall", "--", "sh", "-c", &script]);
    let mut run = run.spawn().unwrap();
    let process = loop {
        match fs::read_to_string(&said) {
            Ok(number) if number.ends_with('\n') => break number.trim().to_owned(),
            _ => thread::sleep(Duration::from_millis(10)),
        }
    };
    run.kill().unwrap();
    run.wait().unwrap();
    let process = Path::new("/proc").join(process);
    assert!((0..1000).any(|_| {
        thread::sleep(Duration::from_millis(10));
        !process.exists()
    }));
}

#[test]
fn any_command_can_be_run_and_its_end_is_told() {
    let _turn = turn();
    run_shell("echo one; echo two >&2")
        .assert()
        .success()
        .stdout(contains(" s   one"));
    run_shell("echo two >&2")
        .assert()
        .success()
        .stdout(contains(" s ! two"));
    run_shell("exit 3")
        .assert()
        .code(1)
        .stdout(contains("exit code 3, expected 0"));
    run_shell("kill -SEGV $$")
        .assert()
        .code(1)
        .stdout(contains("ended by SIGSEGV"));
    let killed = json_of(&["--", "sh", "-c", "echo last words; kill -SEGV $$"]);
    assert_eq!(
        (&killed["exit_code"], &killed["signal"]),
        (&Value::Null, &json!(11))
    );
    assert_eq!(killed["diagnosis"]["kind"], "crash");
    assert_eq!(killed["output"][0]["line"], "last words");
}

#[test]
fn what_a_program_prints_cannot_play_with_the_terminal() {
    let _turn = turn();
    run_shell(r"printf '\033[31mred\r\a\n'")
        .assert()
        .success()
        .stdout(contains(r"\u{1b}[31mred\r\u{7}"))
        .stdout(contains("\x1b").not());
}

#[test]
#[ignore = "slow: 200 MB go through pipes"]
fn a_line_of_100_megabytes_is_run_in_bounded_memory() {
    let _turn = turn();
    let print = "head -c 100000000 /dev/zero | tr '\\0' x";
    let limited = "ulimit -v 300000; exec \"$@\"";
    let harness = workspace::executable("harness");
    for (format, is_on_stdout) in [("text", true), ("json", false)] {
        let run = Command::new("sh")
            .args(["-c", limited, "sh"])
            .arg(harness)
            .args(["run", "--format", format, "--", "sh", "-c", print])
            .output()
            .unwrap();
        assert!(run.status.success());
        assert!(run.stdout.len() < 100_000);
        let remark = "note: line 1, on standard output, is 100000000 bytes long; only its first";
        let told = if is_on_stdout { run.stdout } else { run.stderr };
        assert!(
            contains(remark).eval(&String::from_utf8(told).unwrap()),
            "{format}"
        );
    }
}

#[test]
fn a_reader_that_has_read_enough_is_no_trouble() {
    let _turn = turn();
    let mut shell = Command::new("sh");
    shell.args(["-c", "(\"$0\" list; echo $? >&2) | true"]);
    shell
        .arg(workspace::executable("harness"))
        .current_dir(&CATALOG.root);
    shell.assert().success().stderr("0\n");
}

#[test]
fn ctrl_c_ends_what_was_started_and_says_so() {
    let _turn = turn();
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("process");
    let script = format!("echo $$ > {}; exec sleep 50", file.display());
    let harness = std::process::Command::new(workspace::executable("harness"))
        .args(["run", "--clock", "wall", "--", "sh", "-c", &script])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let process = (0..6000).find_map(|_| {
        thread::sleep(Duration::from_millis(10));
        fs::read_to_string(&file)
            .ok()
            .filter(|process| process.ends_with('\n'))
    });
    let process = process.expect("it has a minute to begin");
    assert!(Path::new("/proc").join(process.trim()).exists());
    kill(Pid::from_raw(harness.id() as i32), Signal::SIGINT).unwrap();
    let output = harness.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(report.contains("stopped before its end"), "{report}");
    assert!(!Path::new("/proc").join(process.trim()).exists());
}
