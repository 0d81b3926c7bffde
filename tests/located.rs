//! Which line a wait, a deadlock or a stretch of computing is put down to.

use harness::judge::{DiagnosisKind, Verdict};
use harness::trace::{End, Kind, LONGEST_RUN, Trace};

use crate::traced::{begin, can_trace, program};

/// The line of the longest wait of this kind, and what stands there.
fn line(trace: &Trace, kind: Kind) -> String {
    let threads = &trace.record.as_ref().unwrap().threads;
    let waits = threads.iter().flat_map(|thread| &thread.waits);
    let of_kind = waits.filter(|wait| wait.kind == kind);
    let longest = of_kind.max_by_key(|wait| wait.to - wait.from).unwrap();
    let site = longest.site.as_ref().unwrap();
    let source = std::fs::read_to_string(&site.source).unwrap();
    source
        .lines()
        .nth(site.line as usize - 1)
        .unwrap()
        .trim()
        .to_owned()
}

#[test]
fn the_line_is_the_call_that_waits_however_deep_it_is() {
    let Some(_turn) = begin() else {
        return;
    };
    for (name, kind, call) in [
        (
            "tokio-hidden-sleep",
            Kind::Blocked,
            "thread::sleep(SECOND);",
        ),
        (
            "tokio-waits-for-child",
            Kind::Blocked,
            ".arg(\"3\").status()",
        ),
        ("tokio-block-in-place", Kind::Offloaded, "block_in_place(||"),
        ("channel", Kind::Blocked, "receiver.rec"),
    ] {
        let line = line(&program(name), kind);
        assert!(line.contains(call), "{name}: {line}");
    }
}

#[test]
fn a_deadlock_is_told_with_a_line_where_it_is_stuck() {
    let Some(_turn) = begin() else {
        return;
    };
    let trace = program("deadlock");
    assert_eq!(trace.end, End::Deadlocked);
    assert!(trace.total < LONGEST_RUN / 2);
    let diagnosis = Verdict::on_command(&trace).diagnosis.unwrap();
    assert_eq!(diagnosis.kind, DiagnosisKind::Deadlock);
    let site = diagnosis.site.unwrap();
    let source = std::fs::read_to_string(&site.source).unwrap();
    let line = source.lines().nth(site.line as usize - 1).unwrap();
    assert!(line.contains("second.lock()"), "{line}");
}

#[test]
fn computing_is_located_without_a_look_at_the_clock() {
    // At its own priority: who gives way to all others has no time to look.
    if !can_trace() {
        return;
    }
    let trace = program("computes");
    let threads = &trace.record.as_ref().unwrap().threads;
    let stretch = &threads[0].computed[0];
    assert!(
        stretch.runs_tasks,
        "there is no event loop, and it is the main thread"
    );
    let site = stretch.site.as_ref().unwrap();
    assert!(site.function.contains("threads::fibonacci"), "{site:?}");
}
