//! Rows, held against reports made by hand.

use serde_json::json;

use super::*;

/// A program that blocks for a second in its third line.
const SOURCE: &str = "\
//= total 1 s, parked 0, blocked 1 s, offloaded any, busy ..0.1 s, idle 0
//= stall 1 s.., kind blocking or busy, loop tokio current_thread, line HERE, says held
    thread::sleep(SECOND); // HERE";

fn differences(report: &Value, line: u32) -> Vec<String> {
    let site = harness::trace::Site {
        function: "read".to_owned(),
        file: "src/main.rs".to_owned(),
        line,
        column: 0,
        source: "src/main.rs".into(),
        caller: None,
    };
    let diagnosis = Diagnosis {
        kind: harness::judge::DiagnosisKind::Blocking,
        message: "a task held the event loop".to_owned(),
        hint: None,
        site: Some(site.into()),
    };
    Row::read(SOURCE)
        .unwrap()
        .differences(report, Some(&diagnosis))
}

fn right() -> Value {
    json!({
        "clock": "virtual", "total_s": 1.01, "parked_s": 0.04, "blocked_s": 1.0, "offloaded_s": 0.5,
        "busy_s": 0.05, "idle_s": 0.0, "longest_stall_s": 1.0, "unknown_s": 0.0,
        "event_loop": "tokio current_thread", "diagnosis": {"kind": "blocking"},
    })
}

#[test]
fn a_run_that_is_as_its_row_says_differs_in_nothing() {
    assert_eq!(differences(&right(), 3), [""; 0]);
}

#[test]
fn each_thing_that_is_otherwise_is_told() {
    for (key, value) in [
        ("clock", json!("wall")),
        ("total_s", json!(1.2)),
        ("parked_s", json!(0.1)),
        ("blocked_s", json!(0.9)),
        ("busy_s", json!(0.3)),
        ("idle_s", json!(null)),
        ("longest_stall_s", json!(0.5)),
        ("unknown_s", json!(0.5)),
        ("event_loop", json!(null)),
        ("diagnosis", json!({"kind": "concurrent"})),
    ] {
        let mut report = right();
        report[key] = value;
        assert_eq!(differences(&report, 3).len(), 1, "{key}");
    }
    let elsewhere = "line: expected HERE [3], found elsewhere (src/main.rs:4)";
    assert_eq!(differences(&right(), 4), [elsewhere]);
}

#[test]
fn a_mark_on_a_line_of_its_own_is_for_the_line_above() {
    assert_eq!(
        marked("for order in orders {\n    // HERE\n    ship(order); // HERE"),
        [1, 3]
    );
}

#[test]
fn a_row_says_all_that_a_row_must_and_nothing_that_is_not_read() {
    let trouble = |from: &str, to: &str| Row::read(&SOURCE.replace(from, to)).unwrap_err();
    assert_eq!(trouble("idle", "idel"), "`idle` is missing");
    assert_eq!(
        trouble("says", "said"),
        "nobody reads [(\"said\", \"held\")]"
    );
    assert_eq!(trouble("parked 0", "parked 0.0"), "`0.0` is no time");
    assert_eq!(trouble("// HERE", ""), "a line is marked, or any will do");
    assert_eq!(
        trouble("line HERE", "line any"),
        "a line is marked, or any will do"
    );
}
