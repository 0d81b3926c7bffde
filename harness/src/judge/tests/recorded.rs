//! Verdicts and diagnoses on recorded waits.

use std::sync::Arc;

use super::*;
use crate::trace::{Awaited, Kind, Record, Site, Stretch, Thread, Wait};

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
        awaited: None,
        library: None,
        timers,
        timer: None,
        site: site(),
        seen: None,
    }
}

/// A record of one thread, on an event loop, that waited like this.
pub(super) fn waited(waits: Vec<Wait>) -> Record {
    let to = waits.last().map_or(Duration::ZERO, |wait| wait.to);
    Record {
        event_loop: Some("tokio current_thread".into()),
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
    let of = |library: Option<&str>| {
        let mut record = once(Kind::Parked, 1001);
        let wait = wait(Kind::Unknown, 0, 1, 0);
        record.threads[0].waits.push(Wait {
            library: library.map(Arc::from),
            ..wait
        });
        traced(record)
    };
    let trace = of(None);
    for (trace, words) in [(&trace, "no symbols"), (&of(Some("odd")), "`odd`")] {
        let verdict = verdict(trace);
        assert_eq!(verdict.status(), Status::Error);
        assert!(verdict.why().contains(words), "{}", verdict.why());
    }
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

/// Waits that nobody can tell are named with the crate that waits, before what is certain of others.
#[test]
fn what_nobody_can_tell_is_said_to_be_unknown_and_whose_it_is() {
    let mut record = once(Kind::Unknown, 1001);
    record.event_loop = None;
    record.threads[0].waits[0].library = Some("odd".into());
    record.threads.push(Thread {
        waits: vec![wait(Kind::Offloaded, 0, 900, 0)],
        ..Thread::default()
    });
    let told = Verdict::on_command(&traced(record)).diagnosis.unwrap();
    assert_eq!(told.kind, DiagnosisKind::Unknown);
    assert!(
        told.message.contains("`odd` at src/main.rs:7"),
        "{}",
        told.message
    );
}

#[test]
fn calls_that_share_one_thread_are_said_to_come_one_after_another() {
    let calls = |threads: &[&[(u64, u64)]]| {
        let mut record = waited(Vec::new());
        record.threads = { threads.iter() }
            .map(|waits| Thread {
                waits: { waits.iter() }
                    .map(|(from, to)| wait(Kind::Offloaded, *from, *to, 0))
                    .collect(),
                ..Thread::default()
            })
            .collect();
        Verdict::on_command(&traced(record))
            .diagnosis
            .unwrap()
            .message
    };
    let shared = calls(&[&[(0, 500), (500, 1000)], &[]]);
    assert!(
        shared.starts_with("2 calls that block shared one thread"),
        "{shared}"
    );
    for apart in [calls(&[&[(0, 500)], &[(0, 500)]]), calls(&[&[(0, 500)]])] {
        assert!(apart.contains("threads of their own"), "{apart}");
    }
}

/// A run in which nothing could happen any more.
fn stuck(threads: Vec<Thread>) -> Diagnosis {
    let mut record = waited(Vec::new());
    record.threads = threads;
    let trace = Trace {
        end: End::Deadlocked,
        ..traced(record)
    };
    Verdict::on_command(&trace).diagnosis.unwrap()
}

#[test]
fn a_deadlock_names_each_thread_with_what_it_waits_for_and_its_line() {
    let thread = |name: &str, kind, awaited| Thread {
        name: name.to_owned(),
        to: Duration::from_millis(10),
        waits: vec![Wait {
            awaited,
            ..wait(kind, 0, 10, 0)
        }],
        ..Thread::default()
    };
    let told = stuck(vec![
        thread("one", Kind::Offloaded, Some(Awaited::Channel)),
        thread("two", Kind::Blocked, Some(Awaited::Lock)),
        thread("three", Kind::Offloaded, None),
    ]);
    assert_eq!(told.kind, DiagnosisKind::Deadlock);
    assert_eq!(
        told.message,
        "no thread could ever have run again at src/main.rs:7: `two` waits for a lock at src/main.rs:7, \
         `main` waits for a channel at src/main.rs:7, `three` waits in `futex` at src/main.rs:7"
    );
}

#[test]
fn of_a_task_without_a_frame_the_last_line_seen_is_said_to_be_that() {
    let mut thread = Thread {
        to: Duration::from_millis(20),
        waits: vec![wait(Kind::Parked, 0, 10, 1), wait(Kind::Parked, 10, 20, 0)],
        ..Thread::default()
    };
    thread.waits[0].seen = site();
    thread.waits[1].site = None;
    let told = stuck(vec![thread.clone()]);
    assert!(
        told.message
            .ends_with("src/main.rs:7 is the last line seen of one"),
        "{}",
        told.message
    );
    assert_eq!(told.site, site());
    thread.waits[0].seen = None;
    assert_eq!(stuck(vec![thread]).site, None);
}
