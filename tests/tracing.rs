//! Programs that end well, badly, by force, or not at all, and what is recorded of them.
//!
//! They are lines of shell: the harness does not care what language it runs.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use harness::trace::{Clock, Command, End, Line, MAX_OUTPUT, Stream, Trace, run};

use crate::traced::{texts, untraced};
use crate::workspace::turn;

const LONG: Duration = Duration::from_secs(60);

fn shell(script: &str) -> Command {
    Command {
        program: "sh".into(),
        arguments: vec!["-c".into(), script.into()],
        ..Command::default()
    }
}

fn on_the_wall(script: &str, limit: Duration) -> Trace {
    run(&shell(script), Clock::Wall, limit, &false.into(), |_| ()).unwrap()
}

/// Runs lines of shell twice: traced, and where that is refused.
fn each_way(script: &str, limit: Duration) -> [Trace; 2] {
    let refused = untraced(|| on_the_wall(script, limit));
    let note = "waits are not recorded: the system refuses to trace: ";
    assert!(
        refused.clock_note.as_ref().unwrap().starts_with(note),
        "{refused:?}"
    );
    assert!(refused.record.is_none());
    [on_the_wall(script, limit), refused]
}

/// Whether the process whose number a program printed first is gone.
///
/// A killed process whose parent has gone is reaped by another, as soon as that gets to it.
fn is_gone(trace: &Trace) -> bool {
    let process = format!("/proc/{}", trace.output.lines[0].text);
    (0..1000).any(|_| {
        thread::sleep(Duration::from_millis(10));
        !Path::new(&process).exists()
    })
}

#[test]
fn lines_are_stamped_when_they_arrive() {
    let _turn = turn();
    for trace in each_way("echo one; sleep 0.2; echo two >&2; exit 3", LONG) {
        assert_eq!(texts(&trace), ["one", "two"]);
        assert_eq!(trace.end, End::Exited(3));
        let [one, two] = &trace.output.lines[..] else {
            panic!("{trace:?}")
        };
        assert_eq!((one.stream, two.stream), (Stream::Stdout, Stream::Stderr));
        assert!(two.at >= Duration::from_millis(200) && one.at < two.at && two.at <= trace.total);
    }
}

#[test]
fn a_signal_is_told_from_an_exit_code() {
    let _turn = turn();
    for trace in each_way("kill -SEGV $$", LONG) {
        assert_eq!(trace.end, End::Signalled(11));
    }
}

#[test]
fn a_program_past_its_limit_is_killed_with_its_group_and_its_output_is_kept() {
    let _turn = turn();
    // Long enough for a shell on a busy machine to say what it has started.
    let limit = Duration::from_secs(2);
    for trace in each_way("sleep 1000 & echo $!; wait", limit) {
        assert_eq!(trace.end, End::TimedOut { limit });
        assert!(trace.total >= limit);
        assert!(is_gone(&trace));
    }
}

#[test]
fn a_stopped_program_and_one_that_ignores_sigterm_are_killed_as_well() {
    let _turn = turn();
    for script in ["kill -STOP $$", "trap '' TERM; while :; do sleep 1; done"] {
        let limit = Duration::from_millis(200);
        for trace in each_way(script, limit) {
            assert_eq!(trace.end, End::TimedOut { limit });
        }
    }
}

#[test]
fn what_a_program_leaves_in_its_group_ends_with_it() {
    let _turn = turn();
    for trace in each_way("sleep 1000 & echo $!", LONG) {
        assert_eq!(trace.end, End::Exited(0));
        assert!(!trace.output.left_open);
        assert!(is_gone(&trace));
    }
}

#[test]
fn a_process_that_left_the_group_cannot_hold_up_the_run() {
    // Silent, too much of it, for too long, and late: the first three do not end within a minute.
    let slowly = "for i in $(seq 60); do echo $i; sleep 0.5; done; exec sleep 60";
    let late = "for i in $(seq 5); do sleep 0.5; echo $i; done";
    for escape in ["exec sleep 60", "exec yes", slowly, late] {
        let script = format!("setsid sh -c '{escape}' & sleep 0.2");
        let begun = Instant::now();
        let trace = untraced(|| on_the_wall(&script, LONG));
        assert_eq!(trace.end, End::Exited(0));
        assert!(trace.output.left_open);
        assert!(begun.elapsed() < LONG);
    }
}

#[test]
fn a_run_that_is_told_to_stop_is_killed() {
    let _turn = turn();
    let run = || {
        let stop = AtomicBool::new(false);
        let command = shell("echo started; sleep 1000");
        let stops = |_: &Line| stop.store(true, Ordering::Relaxed);
        run(&command, Clock::Wall, LONG, &stop, stops).unwrap()
    };
    for trace in [run(), untraced(run)] {
        assert_eq!(trace.end, End::Interrupted);
        assert_eq!(texts(&trace), ["started"]);
    }
}

#[test]
fn a_program_that_cannot_start_is_an_error_with_its_name() {
    let _turn = turn();
    let command = Command::new("/no/such/program");
    let error = run(&command, Clock::Wall, LONG, &AtomicBool::new(false), |_| ()).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("cannot start `/no/such/program`: No such file"),
        "{error}"
    );
}

#[test]
fn output_faster_than_it_can_be_kept_is_bounded() {
    let _turn = turn();
    for trace in each_way("yes | head -c 4000000", LONG) {
        let kept = trace.output.lines.len() as u64;
        assert_eq!(kept + trace.output.dropped, 2_000_000);
        assert!(kept * size_of::<Line>() as u64 <= MAX_OUTPUT as u64);
    }
}

#[test]
fn cpu_time_is_counted_and_sleep_is_not() {
    let _turn = turn();
    let computes = "i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done; sleep 0.3";
    for trace in each_way(computes, LONG) {
        assert!(trace.cpu > Duration::ZERO);
        assert!(trace.cpu + Duration::from_millis(250) < trace.total);
    }
}

/// Two loops on one core: neither can have it all the time.
#[test]
fn it_is_known_how_long_a_program_waited_for_a_core() {
    let _turn = turn();
    let count = "i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done";
    let script = format!("taskset -p 1 $$; while :; do :; done & {count}");
    for trace in each_way(&script, LONG) {
        assert!(trace.starved.unwrap() > Duration::ZERO, "{trace:?}");
    }
}
