//! What `harness run` shows of a run, to people and as JSON.

use predicates::prelude::*;
use predicates::str::contains;
use serde_json::{Value, json};

use crate::traced::begin;
use crate::workspace::{harness, turn};

/// One run as JSON.
pub fn json_of(arguments: &[&str]) -> Value {
    let output = harness()
        .args(["run", "--format", "json"])
        .args(arguments)
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn run_shows_each_line_with_its_time() {
    harness()
        .args(["run", "ex7-offloaded"])
        .assert()
        .success()
        .stdout(predicate::str::is_match(r"(?m)^ +0\.\d{3} s   Beat 0$").unwrap())
        .stdout(predicate::str::is_match(r"(?m)^ +1\.\d{3} s   Report: all is well$").unwrap())
        .stdout(predicate::str::is_match(r"(?m)^total 1\.\d{3} s, CPU 0\.\d{3} s").unwrap())
        .stdout(predicate::str::is_match("(?m)^clock: [a-z]+.*; exit code 0$").unwrap())
        .stdout(contains("ex7-offloaded passed"));
}

#[test]
fn run_draws_each_thread_on_a_time_axis_as_wide_as_a_page() {
    let Some(_turn) = begin() else {
        return;
    };
    let output = harness().args(["run", "ex7-offloaded"]).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let lane = |name: &str, mark: char| {
        let line = printed.lines().find(|line| line.starts_with(name));
        let line = line.unwrap_or_else(|| panic!("no {name} in\n{printed}"));
        let marks = line.chars().filter(|one| *one == mark).count();
        assert!((50..=60).contains(&marks), "{line}");
    };
    lane("main ", '·');
    lane("tokio-rt-worker ", '╌');
    // Six beats and the last three lines, of which four come at once.
    let lines = printed.lines().find(|line| line.starts_with("lines "));
    let marks: String = lines.unwrap()[5..].split_whitespace().collect();
    assert_eq!(marks, "▾▾▾▾▾4", "{printed}");
    let (drawn, _) = printed.split_once("\nparked: ").unwrap();
    assert!(
        drawn.lines().all(|line| line.chars().count() <= 80),
        "{drawn}"
    );
    assert!(printed.contains("--> src/lib.rs:31:5"), "{printed}");
}

/// The keys are a contract: none may go, and none may change its type.
#[test]
fn json_has_all_its_keys() {
    let Some(_turn) = begin() else {
        return;
    };
    let run = json_of(&["ex1-concurrent-tasks"]);
    let keys: Vec<_> = run
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let mut contract = [
        "schema",
        "harness",
        "program",
        "command",
        "clock",
        "clock_note",
        "exit_code",
        "signal",
        "total_s",
        "cpu_s",
        "parked_s",
        "blocked_s",
        "offloaded_s",
        "busy_s",
        "idle_s",
        "unknown_s",
        "longest_stall_s",
        "event_loop",
        "diagnosis",
        "output",
        "threads",
    ];
    contract.sort_unstable();
    let mut keys = keys;
    keys.sort_unstable();
    assert_eq!(keys, contract);
    assert_eq!(run["program"], "ex1-concurrent-tasks");
    assert_eq!(
        (&run["clock"], &run["clock_note"]),
        (&json!("virtual"), &Value::Null)
    );
    assert_eq!(
        (&run["exit_code"], &run["signal"]),
        (&json!(0), &Value::Null)
    );
    assert!(run["total_s"].as_f64().unwrap() >= 1.0);
    assert_eq!(run["diagnosis"]["kind"], "concurrent");
    let last = run["output"].as_array().unwrap().last().unwrap();
    assert_eq!(last["stream"], "stdout");
    assert!(last["at_s"].as_f64().unwrap() >= 1.0);
    assert!(last["line"].as_str().unwrap().starts_with("Total time: 1."));
}

#[test]
fn json_of_a_pair_is_an_object_a_line() {
    let _turn = turn();
    let output = harness()
        .args(["run", "--format", "json", "ex7-blocking-the-loop"])
        .output();
    let lines = String::from_utf8(output.unwrap().stdout).unwrap();
    let programs: Vec<_> = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["program"].clone())
        .collect();
    assert_eq!(programs, ["ex7-blocking", "ex7-offloaded"]);
}
