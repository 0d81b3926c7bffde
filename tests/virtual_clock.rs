//! The virtual clock: waits are skipped, and each is told for what it is.
//!
//! All of this gives way to what is timed on the wall clock. That makes no difference to it.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use harness::catalog::{Expectation, Run};
use harness::judge::{Status, Verdict};
use harness::trace::{Clock, Kind, LONGEST_RUN, Trace};

use serde_json::{Value, json};

use crate::proofs::runs::meets;
use crate::traced::{begin, traced};
use crate::workspace::{self, CATALOG};

/// Every program of the examples, traced once, with what it must do.
static TRACES: LazyLock<BTreeMap<&str, (&Run, Trace)>> = LazyLock::new(|| {
    let runs = CATALOG
        .programs()
        .filter_map(|program| match &program.expectation {
            Expectation::Run(run) => Some((program.name.as_str(), run)),
            Expectation::CompileError { .. } => None,
        });
    runs.map(|(name, run)| {
        let program = workspace::executable(name).to_str().unwrap();
        (name, (run, traced(program, &[], LONGEST_RUN)))
    })
    .collect()
});

/// What a stopwatch and a reader of the output cannot tell apart, the record can.
#[test]
fn each_program_passes_its_own_expectation_and_fails_every_other() {
    let Some(_turn) = begin() else {
        return;
    };
    for (name, (_, trace)) in TRACES.iter() {
        for (other, (expected, _)) in TRACES.iter() {
            let verdict = Verdict::on_run(expected, trace);
            assert!(
                name != other || verdict.status() == Status::Passed,
                "{name}: {verdict:?}"
            );
            assert_eq!(
                meets(expected, trace),
                name == other,
                "{name} held against {other}: {verdict:?}"
            );
        }
    }
}

#[test]
fn a_wait_is_skipped_to_the_nanosecond() {
    let Some(_turn) = begin() else {
        return;
    };
    let (_, trace) = &TRACES["ex3-blocking-sleep"];
    assert_eq!((trace.clock, &trace.clock_note), (Clock::Virtual, &None));
    let record = trace.record.as_ref().unwrap();
    let waits: Vec<_> = record
        .threads
        .iter()
        .flat_map(|thread| &thread.waits)
        .collect();
    assert_eq!(waits.len(), 5);
    for wait in waits {
        assert_eq!(wait.to - wait.from, Duration::from_secs(1));
    }
}

#[test]
fn a_blocking_call_is_named_with_its_line() {
    let Some(_turn) = begin() else {
        return;
    };
    let site = |program: &str, kind: Kind| {
        let record = TRACES[program].1.record.as_ref().unwrap();
        let waits = record.threads.iter().flat_map(|thread| &thread.waits);
        let longest = waits
            .filter(|wait| wait.kind == kind)
            .max_by_key(|one| one.to - one.from);
        longest.unwrap().site.clone().unwrap()
    };
    for (program, kind, file, call) in [
        (
            "ex3-blocking-sleep",
            Kind::Blocked,
            "src/main.rs",
            "thread::sleep(",
        ),
        (
            "ex4-synchronous",
            Kind::Blocked,
            "src/main.rs",
            "thread::sleep(",
        ),
        (
            "ex6-blocking",
            Kind::Blocked,
            "src/bin/ex6-blocking.rs",
            "thread::sleep(",
        ),
        (
            "ex7-blocking",
            Kind::Blocked,
            "src/lib.rs",
            "thread::sleep(",
        ),
        (
            "ex7-offloaded",
            Kind::Offloaded,
            "src/lib.rs",
            "thread::sleep(",
        ),
        (
            "ex1-concurrent-tasks",
            Kind::Parked,
            "src/main.rs",
            "block_on(",
        ),
    ] {
        let site = site(program, kind);
        assert_eq!(site.file, file, "{program}");
        let source = std::fs::read_to_string(&site.source).unwrap();
        let line = source.lines().nth(site.line as usize - 1).unwrap();
        assert!(line.contains(call), "{program}: {site:?} is `{line}`");
    }
}

#[test]
fn the_longest_stall_is_what_others_had_to_wait() {
    let Some(_turn) = begin() else {
        return;
    };
    for (program, least, most) in [
        ("ex1-concurrent-tasks", 0, 50),
        ("ex2-await-in-turn", 0, 50),
        ("ex3-blocking-sleep", 1000, 1050),
        ("ex7-blocking", 1000, 1050),
        ("ex7-offloaded", 0, 50),
        ("ex8-hogging", 1000, 1100),
        ("ex8-yielding", 100, 150),
    ] {
        let stall = TRACES[program].1.record.as_ref().unwrap().longest_stall();
        let (least, most) = (Duration::from_millis(least), Duration::from_millis(most));
        assert!((least..most).contains(&stall), "{program}: {stall:?}");
    }
}

#[test]
fn the_event_loop_is_known() {
    let Some(_turn) = begin() else {
        return;
    };
    let event_loop = |program: &str| {
        TRACES[program]
            .1
            .record
            .as_ref()
            .unwrap()
            .event_loop
            .clone()
    };
    assert_eq!(
        event_loop("ex1-concurrent-tasks").as_deref(),
        Some("tokio current_thread")
    );
    assert_eq!(
        event_loop("ex3-blocking-sleep").as_deref(),
        Some("tokio current_thread")
    );
    assert_eq!(event_loop("ex4-synchronous"), None);
}

#[test]
fn an_hour_is_over_in_much_less() {
    let Some(_turn) = begin() else {
        return;
    };
    let hour = Duration::from_secs(3600);
    let begun = Instant::now();
    let trace = traced("sleep", &["3600"], 2 * hour);
    assert!(trace.total >= hour);
    assert!(begun.elapsed() < hour / 4);
}

fn json_of(program: &str) -> Value {
    let mut run = workspace::harness();
    run.args(["run", "--format", "json", "--clock", "virtual", program]);
    serde_json::from_slice(&run.output().unwrap().stdout).unwrap()
}

#[test]
fn on_the_virtual_clock_json_has_the_waits() {
    let Some(_turn) = begin() else {
        return;
    };
    let run = json_of("ex3-blocking-sleep");
    assert_eq!(
        (&run["clock"], &run["clock_note"]),
        (&json!("virtual"), &Value::Null)
    );
    assert_eq!(run["event_loop"], "tokio current_thread");
    let blocked = run["blocked_s"].as_f64().unwrap();
    assert!((5.0..5.1).contains(&blocked), "{blocked}");
    for nothing in ["parked_s", "offloaded_s", "busy_s"] {
        assert_eq!(run[nothing].as_f64(), Some(0.0), "{nothing}");
    }
    let wait = &run["threads"][0]["waits"][0];
    assert_eq!(
        (&wait["call"], &wait["kind"]),
        (&json!("clock_nanosleep"), &json!("blocked"))
    );
    assert_eq!(
        wait["site"]["function"],
        "ex3_blocking_sleep::print_number::{{closure}}"
    );
    assert_eq!(wait["site"]["file"], "src/main.rs", "relative to its crate");
    assert!(wait["to_s"].as_f64().unwrap() >= wait["from_s"].as_f64().unwrap() + 1.0);
}

#[test]
fn on_the_virtual_clock_verify_tells_three_reasons_for_five_seconds() {
    let Some(_turn) = begin() else {
        return;
    };
    let programs = ["ex2-await-in-turn", "ex3-blocking-sleep", "ex4-synchronous"];
    let verify = workspace::harness()
        .args(["verify", "--clock", "virtual"])
        .args(programs)
        .assert()
        .success();
    let table = String::from_utf8(verify.get_output().stdout.clone()).unwrap();
    let rows: Vec<_> = table.split(" passed ").skip(1).collect();
    let words: Vec<String> = rows
        .iter()
        .map(|row| row.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert!(words[0].contains("event loop parked 5.0 s"), "{table}");
    assert!(
        words[1].contains("blocked 5.0 s at src/main.rs:"),
        "{table}"
    );
    assert!(
        words[2].contains("no event loop, blocked 5.0 s at src/main.rs:"),
        "{table}"
    );
}
