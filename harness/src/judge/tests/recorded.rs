//! Verdicts on recorded waits.

use super::*;
use crate::trace::{Kind, Record, Site, Thread, Wait};

/// A record of one thread that waited like this, for so many milliseconds.
fn waited(kind: Kind, milliseconds: u64) -> Option<Record> {
    let site = Site {
        function: "one::print".into(),
        file: "/x/src/main.rs".into(),
        line: 7,
    };
    let to = Duration::from_millis(milliseconds);
    let from = Duration::ZERO;
    let wait = Wait {
        from,
        to,
        call: "futex",
        kind,
        site: Some(site),
    };
    let threads = vec![Thread {
        waits: vec![wait],
        ..Thread::default()
    }];
    Some(Record {
        event_loop: Some("tokio current_thread".into()),
        threads,
    })
}

fn verdict_on_waits(record: Option<Record>) -> (Status, Option<DiagnosisKind>, String) {
    let second = Some("1s".parse().unwrap());
    let nothing = Some("0s".parse().unwrap());
    let figures = Figures {
        parked: second,
        blocked: nothing,
        event_loop: Some(true),
        ..expected().figures
    };
    let trace = Trace { record, ..right() };
    let verdict = Verdict::on_run(
        &Run {
            figures,
            ..expected()
        },
        &trace,
    );
    let kind = verdict.diagnosis.as_ref().map(|diagnosis| diagnosis.kind);
    (verdict.status(), kind, verdict.why())
}

#[test]
fn waits_are_judged_where_they_were_recorded() {
    assert_eq!(verdict_on_waits(None).0, Status::Passed);
    let (status, _, why) = verdict_on_waits(waited(Kind::Parked, 1001));
    assert_eq!(status, Status::Passed);
    assert_eq!(why, "2 lines, in time, event loop parked 1.0 s");
}

#[test]
fn a_task_that_blocks_is_named_with_its_line() {
    let (status, kind, why) = verdict_on_waits(waited(Kind::Blocked, 1001));
    assert_eq!(
        (status, kind),
        (Status::Failed, Some(DiagnosisKind::Blocking))
    );
    let parked = "parked 0.000 s, expected 1–1.5 s";
    assert_eq!(
        why,
        format!("{parked}; blocked 1.001 s, expected next to nothing")
    );
    let trace = Trace {
        record: waited(Kind::Blocked, 1001),
        ..right()
    };
    let message = why::diagnosis(trace.record.as_ref().unwrap(), trace.total).message;
    assert!(
        message.contains("blocked the event loop for 1.0 s at main.rs:7"),
        "{message}"
    );
    assert!(message.contains("`spawn_blocking`"), "{message}");
}

#[test]
fn no_event_loop_is_synchronous_and_nothing_at_all_is_no_wait() {
    let without = |record: Option<Record>| {
        Some(Record {
            event_loop: None,
            ..record.unwrap()
        })
    };
    let (_, kind, why) = verdict_on_waits(without(waited(Kind::Blocked, 1001)));
    assert_eq!(kind, Some(DiagnosisKind::Synchronous));
    assert!(why.starts_with("no event loop, expected one; "), "{why}");
    let (_, kind, _) = verdict_on_waits(waited(Kind::Parked, 10));
    assert_eq!(kind, Some(DiagnosisKind::NoWait));
    let (_, kind, _) = verdict_on_waits(waited(Kind::Offloaded, 1001));
    assert_eq!(kind, Some(DiagnosisKind::Offloaded));
}

#[test]
fn a_wait_may_begin_later_by_what_was_computed_before_it() {
    let cpu = Duration::from_millis(2);
    assert_eq!(right().cpu, cpu);
    assert_eq!(
        verdict_on_waits(waited(Kind::Parked, 998)).0,
        Status::Passed
    );
    assert_eq!(
        verdict_on_waits(waited(Kind::Parked, 997)).0,
        Status::Failed
    );
}
