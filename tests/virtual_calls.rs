//! Each call that has to do with time: skipped, kept, or let pass and said to be.

use std::time::Duration;

use harness::trace::{Clock, End, LONGEST_RUN};

use crate::traced::{begin_with_python, python, shell, texts, traced_python};

#[test]
fn timers_of_a_process_go_off_in_virtual_time() {
    let Some(_turn) = begin_with_python() else {
        return;
    };
    let trace = python("import signal\nsignal.setitimer(signal.ITIMER_REAL, 7)\nsignal.pause()");
    assert_eq!(
        (trace.end, trace.clock),
        (End::Signalled(14), Clock::Virtual)
    );
    assert_eq!(trace.total.as_secs(), 7);
    let trace = python(
        "import signal, time\n\
         start = time.monotonic()\n\
         beats = []\n\
         signal.signal(signal.SIGALRM, lambda *_: beats.append(round(time.monotonic() - start)))\n\
         signal.setitimer(signal.ITIMER_REAL, 2, 3)\n\
         while len(beats) < 3: signal.pause()\n\
         print(beats, [round(part) for part in signal.getitimer(signal.ITIMER_REAL)])\n\
         signal.alarm(10)\n\
         time.sleep(4)\n\
         print(signal.alarm(0))",
    );
    assert_eq!(texts(&trace), ["[2, 5, 8] [3, 3]", "6"]);
}

#[test]
fn the_rest_of_a_sleep_that_was_cut_short_is_told() {
    let Some(_turn) = begin_with_python() else {
        return;
    };
    let trace = python(
        "import ctypes, signal\n\
         signal.signal(signal.SIGALRM, lambda *_: None)\n\
         signal.alarm(3)\n\
         time = (ctypes.c_long * 2)(10, 0)\n\
         print(ctypes.CDLL(None).nanosleep(time, time), round(time[0] + time[1] / 1e9))",
    );
    assert_eq!(texts(&trace), ["-1 7"]);
}

/// Each made as a bare call, by its number, with seven seconds of patience.
#[test]
fn every_call_that_waits_for_time_is_skipped() {
    let Some(_turn) = begin_with_python() else {
        return;
    };
    let sleeps = [
        ("nanosleep", "35, seven, None"),
        ("clock_nanosleep", "230, 1, 0, seven, None"),
        ("clock_nanosleep", "230, 1, 1, later(), None"),
        ("futex", "202, zero, 0, 0, seven"),
        ("futex", "202, zero, 9, 0, later(), None, -1"),
        ("poll", "7, None, 0, 7000"),
        ("ppoll", "271, None, 0, seven, None"),
        ("pselect6", "270, 0, None, None, None, seven, None"),
        ("epoll_wait", "232, epoll, event, 1, 7000"),
        ("epoll_pwait", "281, epoll, event, 1, 7000, None"),
        ("epoll_pwait2", "441, epoll, event, 1, seven, None"),
        ("rt_sigtimedwait", "128, signals, None, seven, 8"),
        // It leaves nothing of its time.
        ("select", "23, 0, None, None, None, seven"),
    ];
    let mut script = "import ctypes, select, time\n\
         long, call = ctypes.c_long, ctypes.CDLL(None).syscall\n\
         zero, event, signals = (long * 1)(), (long * 4)(), (long * 1)(1 << 15)\n\
         kept = select.epoll()\n\
         epoll = kept.fileno()\n\
         seven = (long * 2)(7, 0)\n\
         def later():\n\
         \x20   at = time.monotonic_ns() + 7 * 10**9\n\
         \x20   return (long * 2)(at // 10**9, at % 10**9)\n"
        .to_owned();
    for (_, sleep) in sleeps {
        // The kernel leaves what is left of them in these.
        script += &format!("seven[0], seven[1] = 7, 0\ncall({sleep})\n");
    }
    let trace = traced_python(&script, 2 * LONGEST_RUN);
    assert_eq!((trace.end, trace.clock), (End::Exited(0), Clock::Virtual));
    let waits = trace.record.as_ref().unwrap().threads[0].waits.iter();
    let long = waits.filter(|wait| (6.9..7.1).contains(&(wait.to - wait.from).as_secs_f64()));
    let calls: Vec<&str> = long.map(|wait| wait.call).collect();
    assert_eq!(calls, sleeps.map(|(call, _)| call));
}

/// Each made as a bare call, by its number; only that it is made counts.
#[test]
#[ignore = "slow: seven programs wait in real time"]
fn what_the_virtual_clock_cannot_keep_passes_in_real_time_and_says_so() {
    let Some(_turn) = begin_with_python() else {
        return;
    };
    for (call, why) in [
        (
            "222, 1, None, ctypes.byref(place)",
            "a timer made by timer_create",
        ),
        ("425, 1, (ctypes.c_char * 256)()", "io_uring"),
        ("299, 0, None, 0, 0, place", "recvmmsg with a timeout"),
        ("208, 0, 0, 0, None, place", "io_getevents"),
        ("230, 2, 0, place, None", "a sleep by a clock of CPU time"),
        (
            "54, 0, 1, 20, place, 16",
            "a socket has a timeout of its own",
        ),
    ] {
        let trace = python(&format!(
            "import ctypes\nplace = (ctypes.c_long * 4)()\nctypes.CDLL(None).syscall({call})"
        ));
        assert_eq!(
            (trace.end, trace.clock),
            (End::Exited(0), Clock::Wall),
            "{call}"
        );
        let note = format!("waits were not skipped: {why}");
        assert_eq!(trace.clock_note, Some(note));
    }
    let trace = shell("timeout 0.3 sleep 10");
    assert_eq!((trace.end, trace.clock), (End::Exited(124), Clock::Wall));
    assert!(trace.total >= Duration::from_millis(300));
}
