//! Programs whose waits are not skipped, because they cannot be or are not to be.

use std::thread;
use std::time::{Duration, Instant};

use harness::trace::{Clock, End, Kind, Trace};

use crate::traced::{begin, can_trace, on_the_wall, program, programs, traced};

/// What a program did, and why its waits were not skipped.
fn is_not_skipped(trace: &Trace, why: &str) {
    assert_eq!(trace.clock, Clock::Wall);
    let note = trace.clock_note.as_ref().unwrap();
    assert_eq!(note, &format!("waits were not skipped: {why}"));
}

#[test]
fn what_sockets_may_hear_from_outside_passes_in_real_time_and_says_so() {
    let Some(_turn) = begin() else {
        return;
    };
    let trace = program("socket-timeout");
    assert_eq!(trace.end, End::Exited(0));
    is_not_skipped(&trace, "a socket has a timeout of its own");
    assert!(trace.total >= Duration::from_millis(300));
    let trace = program("unconnected-datagrams");
    assert_eq!(trace.end, End::Exited(0));
    is_not_skipped(&trace, "a connection leads out of the program");
    let limit = Duration::from_millis(500);
    let trace = traced(&programs(), &["listens"], limit);
    assert_eq!(trace.end, End::TimedOut { limit });
    is_not_skipped(&trace, "it waits for somebody to connect");
}

#[test]
fn on_the_wall_clock_the_same_waits_are_recorded_while_time_passes() {
    if !can_trace() {
        return;
    }
    let programs = [
        ("tokio-together", [1, 0, 0]),
        ("tokio-io-driver-blocking", [0, 5, 0]),
        ("tokio-waits-for-child", [0, 3, 3]),
        ("smol-unblock", [1, 0, 1]),
    ];
    thread::scope(|scope| {
        for (name, seconds) in programs {
            scope.spawn(move || is_recorded_on_the_wall(name, seconds));
        }
    });
}

fn is_recorded_on_the_wall(name: &str, seconds: [u64; 3]) {
    let begun = Instant::now();
    let trace = on_the_wall(&programs(), &[name]);
    assert_eq!((trace.end, trace.clock), (End::Exited(0), Clock::Wall));
    assert_eq!(trace.clock_note, None);
    assert!(trace.total <= begun.elapsed());
    let kinds = [Kind::Parked, Kind::Blocked, Kind::Offloaded];
    // A busy machine may wake it late, and hold it up before it waits.
    for (kind, expected) in kinds.into_iter().zip(seconds) {
        let found = trace.record.as_ref().unwrap().waited(kind).as_secs_f64();
        let is_there = found >= expected as f64 / 2.0;
        assert!(
            is_there && (expected > 0 || found < 0.5),
            "{name}: {trace:?}"
        );
    }
}
