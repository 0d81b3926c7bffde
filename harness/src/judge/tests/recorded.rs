//! Verdicts and diagnoses on recorded waits.

use std::sync::Arc;

use super::*;
use crate::trace::{Kind, Record, Site, Stretch, Thread, Wait};

fn site() -> Option<Arc<Site>> {
    Some(Arc::new(Site {
        function: "one::print".into(),
        file: "src/main.rs".into(),
        line: 7,
        column: 5,
        caller: None,
        source: "/x/src/main.rs".into(),
    }))
}

/// A wait of so many milliseconds, before which so many timers were set.
pub(super) fn wait(kind: Kind, from: u64, to: u64, timers: usize) -> Wait {
    Wait {
        from: Duration::from_millis(from),
        to: Duration::from_millis(to),
        call: "futex",
        kind,
        timers,
        timer: None,
        site: site(),
    }
}

/// A record of one thread, on an event loop, that waited like this.
pub(super) fn waited(waits: Vec<Wait>) -> Record {
    let to = waits.last().map_or(Duration::ZERO, |wait| wait.to);
    Record {
        event_loop: Some("tokio current_thread".into()),
        unknown: 0,
        threads: vec![Thread {
            to,
            waits,
            ..Thread::default()
        }],
    }
}

pub(super) fn once(kind: Kind, milliseconds: u64) -> Record {
    waited(vec![wait(kind, 0, milliseconds, 1)])
}

/// A record of one thread that computed for so many milliseconds.
pub(super) fn computed(milliseconds: u64) -> Record {
    let mut record = waited(Vec::new());
    record.threads[0].computed = vec![Stretch {
        from: Duration::ZERO,
        to: Duration::from_millis(milliseconds),
        cpu: Duration::from_millis(milliseconds),
        runs_tasks: true,
        site: site(),
    }];
    record
}

/// A run that took a second, on the virtual clock.
pub(super) fn traced(record: Record) -> Trace {
    Trace {
        clock: Clock::Virtual,
        starved: None,
        record: Some(record),
        ..right()
    }
}

/// What must be parked for a second, and nothing else.
fn parked() -> Run {
    let nothing = Some("0s".parse().unwrap());
    Run {
        figures: Figures {
            parked: Some("1s".parse().unwrap()),
            blocked: nothing,
            busy: nothing,
            event_loop: Some(true),
            ..expected().figures
        },
        ..expected()
    }
}

fn verdict(trace: &Trace) -> Verdict {
    Verdict::on_run(&parked(), trace)
}

fn diagnosis(record: Record) -> Diagnosis {
    verdict(&traced(record)).diagnosis.unwrap()
}

#[test]
fn waits_are_judged_where_they_were_recorded() {
    assert_eq!(verdict(&right()).status(), Status::Passed);
    let verdict = verdict(&traced(once(Kind::Parked, 1001)));
    assert_eq!(verdict.status(), Status::Passed);
    assert_eq!(verdict.why(), "event loop parked 1.0 s");
}

#[test]
fn what_waits_in_code_without_symbols_is_not_judged() {
    let record = Record {
        unknown: 1,
        ..once(Kind::Parked, 1001)
    };
    let trace = traced(record);
    let verdict = verdict(&trace);
    assert_eq!(verdict.status(), Status::Error);
    assert!(verdict.why().contains("no symbols"), "{}", verdict.why());
    let without_waits = Verdict::on_run(&expected(), &trace);
    assert_eq!(
        without_waits.status(),
        Status::Passed,
        "nothing is expected of them"
    );
}

#[test]
fn a_task_that_blocks_is_named_with_its_line_and_what_to_do() {
    let trace = traced(once(Kind::Blocked, 1001));
    let wrong = "parked 0.000 s, expected 1–1.5 s; blocked 1.001 s, expected next to nothing";
    assert_eq!(verdict(&trace).why(), wrong);
    let diagnosis = verdict(&trace).diagnosis.unwrap();
    assert_eq!(diagnosis.kind, DiagnosisKind::Blocking);
    let told = "a task held the event loop for 1.0 s in a call that blocks at src/main.rs:7";
    assert!(diagnosis.message.starts_with(told), "{}", diagnosis.message);
    assert!(diagnosis.hint.unwrap().contains("`spawn_blocking`"));
    assert_eq!(diagnosis.site, site());
}

#[test]
fn what_is_as_it_must_be_gets_a_reason_but_no_hint() {
    let mut blocked = parked();
    std::mem::swap(&mut blocked.figures.parked, &mut blocked.figures.blocked);
    let verdict = Verdict::on_run(&blocked, &traced(once(Kind::Blocked, 1001)));
    assert_eq!(verdict.status(), Status::Passed);
    let diagnosis = verdict.diagnosis.unwrap();
    assert_eq!(
        (diagnosis.kind, diagnosis.hint),
        (DiagnosisKind::Blocking, None)
    );
}

#[test]
fn computing_is_busy() {
    let busy = diagnosis(computed(990));
    assert_eq!(busy.kind, DiagnosisKind::Busy);
    assert!(
        busy.message.contains("at src/main.rs:7"),
        "{}",
        busy.message
    );
    assert!(busy.hint.unwrap().contains("yield_now"));
}

#[test]
fn one_park_after_another_is_sequential_unless_several_timers_were_set_before() {
    let second =
        |number: u64, timers| wait(Kind::Parked, 1000 * number, 1000 * number + 999, timers);
    let run = |timers| {
        let trace = Trace {
            total: Duration::from_secs(5),
            ..traced(waited(
                (0..5).map(|number| second(number, timers)).collect(),
            ))
        };
        Verdict::on_command(&trace).diagnosis.unwrap().kind
    };
    assert_eq!(run(1), DiagnosisKind::Sequential);
    assert_eq!(run(3), DiagnosisKind::Concurrent);
    let one = Verdict::on_command(&traced(once(Kind::Parked, 1001)));
    assert_eq!(one.diagnosis.unwrap().kind, DiagnosisKind::Concurrent);
}

#[test]
fn parking_for_longer_than_expected_is_in_turn_or_together_and_each_has_its_hint() {
    let run = |timers| {
        let second = |number: u64| wait(Kind::Parked, 1000 * number, 1000 * number + 999, timers);
        let trace = Trace {
            total: Duration::from_secs(5),
            ..traced(waited((0..5).map(second).collect()))
        };
        let diagnosis = verdict(&trace).diagnosis.unwrap();
        (diagnosis.kind, diagnosis.hint.unwrap())
    };
    let (kind, hint) = run(1);
    assert_eq!(kind, DiagnosisKind::Sequential);
    assert!(
        hint.starts_with("spawn all tasks first, then await them"),
        "{hint}"
    );
    let (kind, hint) = run(2);
    assert_eq!(kind, DiagnosisKind::Concurrent);
    assert!(
        hint.starts_with("they do wait together, but for too long"),
        "{hint}"
    );
}

#[test]
fn what_ended_before_all_was_waited_for_is_told_what_is_missing() {
    let mut trace = traced(once(Kind::Parked, 400));
    trace.total = Duration::from_millis(401);
    trace.output = printed(&["Number: 0"]);
    let diagnosis = verdict(&trace).diagnosis.unwrap();
    assert_eq!(diagnosis.kind, DiagnosisKind::WrongOutput);
    assert!(
        diagnosis.message.starts_with("line 2 of 2 is missing"),
        "{}",
        diagnosis.message
    );
    assert_eq!(
        diagnosis.hint.unwrap(),
        "await every task before `main` ends"
    );
}

#[test]
fn no_event_loop_is_synchronous_and_nothing_at_all_is_no_wait() {
    let without = Record {
        event_loop: None,
        ..once(Kind::Blocked, 1001)
    };
    let verdict = verdict(&traced(without));
    let why = verdict.why();
    assert!(
        why.starts_with("nothing waited on an event loop, expected that tasks do; "),
        "{why}"
    );
    assert_eq!(verdict.diagnosis.unwrap().kind, DiagnosisKind::Synchronous);
    assert_eq!(
        diagnosis(once(Kind::Parked, 10)).kind,
        DiagnosisKind::NoWait
    );
    assert_eq!(
        diagnosis(once(Kind::Offloaded, 1001)).kind,
        DiagnosisKind::Offloaded
    );
}

#[test]
fn what_is_stuck_is_named_with_its_line() {
    for (end, kind) in [
        (End::Deadlocked, DiagnosisKind::Deadlock),
        (End::TooManyWaits, DiagnosisKind::Hang),
    ] {
        let trace = Trace {
            end,
            ..traced(once(Kind::Blocked, 1001))
        };
        let diagnosis = verdict(&trace).diagnosis.unwrap();
        assert_eq!((diagnosis.kind, diagnosis.site), (kind, site()));
    }
}

/// The loop parks again for what is left of a timer's time, and no task has set one before that.
#[test]
fn a_hang_is_named_by_the_last_timer_that_a_task_has_set() {
    let mut timed = wait(Kind::Parked, 0, 10, 1);
    timed.timer = site();
    let rest = wait(Kind::Parked, 10, 11, 0);
    for waits in [vec![timed.clone()], vec![timed, rest]] {
        let mut trace = Trace {
            end: End::TooManyWaits,
            ..traced(waited(waits))
        };
        // It was killed a moment later.
        trace.record.as_mut().unwrap().threads[0].to += Duration::from_millis(1);
        assert_eq!(verdict(&trace).diagnosis.unwrap().site, site());
    }
}

#[test]
fn a_wait_may_begin_later_by_what_was_computed_before_it() {
    let parked = |milliseconds| verdict(&traced(once(Kind::Parked, milliseconds))).status();
    assert_eq!(right().cpu, Duration::from_millis(2));
    assert_eq!(parked(998), Status::Passed);
    assert_eq!(parked(997), Status::Failed);
}

/// On the wall clock others may have held it up: a little is nothing, and much is not its fault.
#[test]
fn a_busy_machine_fails_nobody_on_the_wall_clock() {
    let parked = |milliseconds, starved| {
        let trace = Trace {
            clock: Clock::Wall,
            starved: Some(Duration::from_millis(starved)),
            ..traced(once(Kind::Parked, milliseconds))
        };
        verdict(&trace).status()
    };
    assert_eq!(parked(960, 0), Status::Passed);
    assert_eq!(parked(700, 0), Status::Failed);
    assert_eq!(parked(700, 280), Status::Inconclusive);
}
