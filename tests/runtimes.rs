//! Event loops and threads of all kinds, each a program in `programs/`, and what is recorded of
//! them on the virtual clock.

use std::time::Duration;

use harness::judge::{DiagnosisKind, Verdict};
use harness::trace::{Clock, End, LONGEST_RUN, Thread, Wait};

use crate::traced::{begin, program, programs, texts, traced, waited};

/// Asserts what a program was parked, blocked and offloaded, in seconds, on which event loop, and
/// what that is called.
fn is_recorded(name: &str, seconds: [u64; 3], event_loop: Option<&str>, kind: DiagnosisKind) {
    let Some(_turn) = begin() else {
        return;
    };
    let trace = program(name);
    assert_eq!(
        (trace.end, trace.clock),
        (End::Exited(0), Clock::Virtual),
        "{name}"
    );
    assert_eq!(waited(&trace), seconds, "{name}");
    let record = trace.record.as_ref().unwrap();
    assert_eq!(record.event_loop.as_deref(), event_loop, "{name}");
    let total = trace.total.as_secs();
    assert_eq!(
        Some(&total),
        seconds.iter().max(),
        "{name} took {:?}",
        trace.total
    );
    let diagnosis = Verdict::on_command(&trace).diagnosis.unwrap();
    assert_eq!(diagnosis.kind, kind, "{name}: {}", diagnosis.message);
}

const ONE_THREAD: Option<&str> = Some("tokio current_thread");
const MANY_THREADS: Option<&str> = Some("tokio multi_thread");

#[test]
fn tokio_tasks_wait_together_or_in_turn() {
    is_recorded(
        "tokio-together",
        [1, 0, 0],
        ONE_THREAD,
        DiagnosisKind::Concurrent,
    );
    is_recorded(
        "tokio-in-turn",
        [5, 0, 0],
        ONE_THREAD,
        DiagnosisKind::Sequential,
    );
    is_recorded(
        "tokio-with-timeouts",
        [1, 0, 0],
        ONE_THREAD,
        DiagnosisKind::Concurrent,
    );
    is_recorded(
        "tokio-lock-across-await",
        [3, 0, 0],
        ONE_THREAD,
        DiagnosisKind::Sequential,
    );
}

#[test]
fn tokio_with_its_io_driver_parks_in_epoll_and_is_blocked_all_the_same() {
    is_recorded(
        "tokio-with-io-driver",
        [1, 0, 0],
        ONE_THREAD,
        DiagnosisKind::Concurrent,
    );
    is_recorded(
        "tokio-io-driver-blocking",
        [0, 5, 0],
        ONE_THREAD,
        DiagnosisKind::Blocking,
    );
}

/// With enough workers it would look concurrent by the clock; the stacks still show it. The main thread
/// waits for the workers, and is no event loop.
#[test]
fn blocking_is_seen_on_any_number_of_workers() {
    is_recorded(
        "tokio-many-workers",
        [1, 0, 0],
        MANY_THREADS,
        DiagnosisKind::Concurrent,
    );
    is_recorded(
        "tokio-many-workers-blocking",
        [0, 5, 0],
        MANY_THREADS,
        DiagnosisKind::Blocking,
    );
}

#[test]
fn a_program_that_does_not_say_how_many_workers_it_wants_gets_one_on_every_machine() {
    is_recorded(
        "tokio-default-workers-blocking",
        [0, 5, 0],
        MANY_THREADS,
        DiagnosisKind::Blocking,
    );
}

#[test]
fn calls_on_threads_of_their_own_are_offloaded() {
    is_recorded(
        "tokio-spawn-blocking",
        [1, 0, 1],
        ONE_THREAD,
        DiagnosisKind::Offloaded,
    );
    is_recorded(
        "tokio-block-in-place",
        [1, 0, 1],
        MANY_THREADS,
        DiagnosisKind::Offloaded,
    );
    is_recorded(
        "smol-unblock",
        [1, 0, 1],
        Some("smol"),
        DiagnosisKind::Offloaded,
    );
}

#[test]
fn peers_inside_the_program_are_waited_for_in_virtual_time() {
    is_recorded(
        "tokio-tcp",
        [6, 0, 0],
        ONE_THREAD,
        DiagnosisKind::Sequential,
    );
    is_recorded(
        "tokio-unix-socket",
        [4, 0, 0],
        ONE_THREAD,
        DiagnosisKind::Concurrent,
    );
}

#[test]
fn smol_keeps_its_time_in_a_timerfd() {
    is_recorded(
        "smol-together",
        [1, 0, 0],
        Some("smol"),
        DiagnosisKind::Concurrent,
    );
    is_recorded(
        "smol-blocking",
        [0, 5, 0],
        Some("smol"),
        DiagnosisKind::Blocking,
    );
}

#[test]
fn an_executor_that_can_only_be_woken_is_parked() {
    is_recorded(
        "futures-block-on",
        [1, 0, 1],
        Some("futures"),
        DiagnosisKind::Offloaded,
    );
}

#[test]
fn threads_that_wait_for_each_other_do_so_in_virtual_time() {
    for (name, seconds) in [
        ("condvar", [0, 2, 2]),
        ("channel", [0, 3, 3]),
        ("park-timeout", [0, 5, 2]),
        ("lock-across-sleep", [0, 3, 3]),
        ("leaves-threads", [0, 1, 1]),
    ] {
        is_recorded(name, seconds, None, DiagnosisKind::Synchronous);
    }
}

/// It waits in a call that has no timeout: for a child, or for what that writes.
#[test]
fn waits_without_a_timeout_are_recorded_as_well() {
    is_recorded(
        "waits-for-child",
        [0, 7, 7],
        None,
        DiagnosisKind::Synchronous,
    );
    is_recorded(
        "pipe-between-processes",
        [0, 5, 5],
        None,
        DiagnosisKind::Synchronous,
    );
    is_recorded(
        "tokio-waits-for-child",
        [0, 3, 3],
        ONE_THREAD,
        DiagnosisKind::Blocking,
    );
}

/// Five sleeps of 50 ms beside a thread that computes all the time.
#[test]
fn a_sleep_is_over_in_time_although_another_thread_computes() {
    let Some(_turn) = begin() else {
        return;
    };
    let trace = program("sleeps-beside-computing");
    let took: u64 = texts(&trace)[0].parse().unwrap();
    assert!((250..1000).contains(&took), "{took} ms");
}

#[test]
#[ignore = "slow: 200 threads, 2,000 sleeps, 100,000 lines"]
fn many_threads_sleeps_and_lines_end_in_seconds_and_are_all_there() {
    let Some(_turn) = begin() else {
        return;
    };
    let trace = program("many-threads");
    assert_eq!(trace.total.as_secs(), 1);
    let threads = &trace.record.as_ref().unwrap().threads;
    // To start and to end, a thread may have to wait for another one's moment.
    let is_sleep = |wait: &&Wait| wait.to - wait.from >= Duration::from_millis(500);
    let sleeps = |thread: &&Thread| thread.waits.iter().filter(is_sleep).count() == 1;
    assert_eq!(threads[1..].iter().filter(sleeps).count(), 200);
    let trace = traced(&programs(), &["many-sleeps", "2000"], LONGEST_RUN);
    assert_eq!(waited(&trace), [0, 2, 0]);
    assert_eq!(trace.record.as_ref().unwrap().threads[0].waits.len(), 2000);
    let trace = program("many-lines");
    assert_eq!(
        trace.output.lines.len() as u64 + trace.output.dropped,
        100_000
    );
}
