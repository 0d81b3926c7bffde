//! What a virtual clock can stumble over, and a program that does it each.

use std::path::Path;
use std::time::{Duration, Instant};

use harness::trace::{self, Clock, Command, End, Kind, LONGEST_RUN};

use crate::traced::{begin, begin_with_python, python, shell, texts, traced};

#[test]
fn children_belong_to_the_program() {
    let Some(_turn) = begin() else {
        return;
    };
    let trace = shell("sleep 10 & sleep 20; wait; echo done");
    assert_eq!((trace.end, texts(&trace)), (End::Exited(0), vec!["done"]));
    let total = trace.total.as_secs();
    assert!((20..25).contains(&total), "{total}");
}

#[test]
fn a_line_has_its_virtual_time() {
    let Some(_turn) = begin() else {
        return;
    };
    let trace = shell("echo one; sleep 100; echo two");
    assert_eq!(trace.end, End::TimedOut { limit: LONGEST_RUN });
    let trace = traced("sh", &["-c", "echo one; sleep 30; echo two"], LONGEST_RUN);
    let seconds: Vec<_> = trace
        .output
        .lines
        .iter()
        .map(|line| line.at.as_secs())
        .collect();
    assert_eq!(seconds, [0, 30]);
}

#[test]
fn a_last_line_without_an_end_is_kept_and_output_without_end_is_bounded() {
    let Some(_turn) = begin() else {
        return;
    };
    assert_eq!(texts(&shell("sleep 1; printf end")), ["end"]);
    let trace = shell("yes | head -c 4000000");
    assert_eq!(trace.end, End::Exited(0));
    assert_eq!(
        trace.output.lines.len() as u64 + trace.output.dropped,
        2_000_000
    );
}

#[test]
fn clocks_tell_the_virtual_time() {
    let Some(_turn) = begin_with_python() else {
        return;
    };
    let trace = python(
        "import time\n\
         for clock in (time.time, time.monotonic, time.perf_counter):\n\
         \x20   start = clock(); time.sleep(5); print(round(clock() - start))",
    );
    assert_eq!(texts(&trace), ["5", "5", "5"]);
    assert!(
        (15..20).contains(&trace.total.as_secs()),
        "{:?}",
        trace.total
    );
}

#[test]
fn a_loop_that_watches_the_clock_comes_to_its_end() {
    let Some(_turn) = begin_with_python() else {
        return;
    };
    let trace =
        python("import time\nend = time.monotonic() + 0.2\nwhile time.monotonic() < end: pass");
    assert_eq!(trace.end, End::Exited(0));
    assert!(trace.total >= Duration::from_millis(200));
}

#[test]
fn asyncio_parks_and_its_blocking_sleep_blocks() {
    let Some(_turn) = begin_with_python() else {
        return;
    };
    let waited = |sleep: &str| {
        let script = format!(
            "import asyncio, time\n\
             async def main(): await asyncio.gather(*(one() for _ in range(5)))\n\
             async def one(): {sleep}\n\
             asyncio.run(main())"
        );
        let trace = python(&script);
        let record = trace.record.clone().unwrap();
        // The loop parks a little later than its tasks have begun to sleep.
        let parked = record.waited(Kind::Parked).as_secs_f64().round();
        (trace.total.as_secs(), parked as u64)
    };
    assert_eq!(waited("await asyncio.sleep(1)"), (1, 1));
    assert_eq!(waited("time.sleep(1)"), (5, 0));
}

#[test]
fn threads_wake_each_other_through_locks_and_pipes() {
    let Some(_turn) = begin_with_python() else {
        return;
    };
    let trace = python(
        "import threading, queue, time, os\n\
         q = queue.Queue(); r, w = os.pipe()\n\
         def work():\n\
         \x20   time.sleep(2); q.put(1); time.sleep(3); os.write(w, b'x')\n\
         t = threading.Thread(target=work); t.start()\n\
         start = time.monotonic(); q.get(timeout=10); print(round(time.monotonic() - start))\n\
         os.read(r, 1); print(round(time.monotonic() - start)); t.join()",
    );
    assert_eq!((trace.end, texts(&trace)), (End::Exited(0), vec!["2", "5"]));
}

#[test]
fn a_wait_that_is_cut_short_takes_no_longer() {
    let Some(_turn) = begin_with_python() else {
        return;
    };
    let trace = python(
        "import threading, time\n\
         e = threading.Event(); threading.Timer(3, e.set).start()\n\
         start = time.monotonic(); e.wait(50); print(round(time.monotonic() - start))",
    );
    assert_eq!(texts(&trace), ["3"]);
}

#[test]
fn a_socket_inside_the_program_is_no_outside_peer() {
    let Some(_turn) = begin_with_python() else {
        return;
    };
    let trace = python(
        "import socket, threading, time\n\
         s = socket.create_server(('127.0.0.1', 0))\n\
         def serve():\n\
         \x20   c, _ = s.accept(); time.sleep(10); c.sendall(b'x')\n\
         threading.Thread(target=serve).start()\n\
         c = socket.create_connection(s.getsockname()); c.settimeout(30)\n\
         start = time.monotonic(); c.recv(1); print(round(time.monotonic() - start))",
    );
    assert_eq!((trace.clock, texts(&trace)), (Clock::Virtual, vec!["10"]));
}

#[test]
fn a_wait_for_an_outside_peer_passes_in_real_time_and_says_so() {
    let Some(_turn) = begin_with_python() else {
        return;
    };
    let peer = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = peer.local_addr().unwrap().port();
    let answer = std::thread::spawn(move || {
        let (connection, _) = peer.accept().unwrap();
        std::thread::sleep(Duration::from_secs(3));
        drop(connection);
    });
    let begun = Instant::now();
    let trace = python(&format!(
        "import socket\n\
         c = socket.create_connection(('127.0.0.1', {port})); c.settimeout(20)\n\
         print(c.recv(1))"
    ));
    answer.join().unwrap();
    assert_eq!((trace.end, texts(&trace)), (End::Exited(0), vec!["b''"]));
    assert_eq!(trace.clock, Clock::Wall);
    assert!(trace.clock_note.unwrap().contains("a connection leads out"));
    // It takes a moment to notice that nobody in the program can go on.
    assert!(trace.total >= Duration::from_secs(1) && trace.total <= begun.elapsed());
}

#[test]
fn a_deadlock_is_told_at_once() {
    let Some(_turn) = begin_with_python() else {
        return;
    };
    let trace = python("import threading; lock = threading.Lock(); lock.acquire(); lock.acquire()");
    assert_eq!(trace.end, End::Deadlocked);
    assert!(trace.total < LONGEST_RUN / 2);
}

#[test]
fn a_program_that_stops_itself_for_ever_is_a_deadlock_and_one_that_is_continued_goes_on() {
    let Some(_turn) = begin() else {
        return;
    };
    assert_eq!(shell("kill -STOP $$").end, End::Deadlocked);
    let trace = shell("(sleep 5; kill -CONT $$) & kill -STOP $$; echo on");
    assert_eq!((trace.end, texts(&trace)), (End::Exited(0), vec!["on"]));
    assert_eq!(trace.total.as_secs(), 5);
}

#[test]
fn signals_interrupt_waits_and_end_programs() {
    let Some(_turn) = begin() else {
        return;
    };
    let trace =
        shell("trap 'echo caught; exit 3' TERM; (sleep 2; kill -TERM $$) & sleep 50 & wait");
    assert_eq!((trace.end, texts(&trace)), (End::Exited(3), vec!["caught"]));
    assert_eq!(trace.total.as_secs(), 2);
    assert_eq!(shell("kill -KILL $$").end, End::Signalled(9));
}

#[test]
fn a_signal_without_a_handler_makes_no_wait_longer() {
    let Some(_turn) = begin_with_python() else {
        return;
    };
    let trace = python(
        "import subprocess, select, time\n\
         for wait in (time.sleep, lambda s: select.select([], [], [], s)):\n\
         \x20   subprocess.Popen(['sleep', '5']); wait(10)",
    );
    assert_eq!((trace.end, trace.total.as_secs()), (End::Exited(0), 20));
    assert_eq!(shell("sleep 5 & exec sleep 10").total.as_secs(), 10);
}

#[test]
fn nothing_is_left_of_what_a_program_started() {
    let Some(_turn) = begin() else {
        return;
    };
    let trace = shell("setsid sh -c 'echo $$; exec sleep 1000' & sleep 1; echo end");
    assert_eq!((trace.end, texts(&trace).len()), (End::Exited(0), 2));
    let process = Path::new("/proc").join(texts(&trace)[0]);
    let is_gone = (0..1000).any(|_| {
        std::thread::sleep(Duration::from_millis(10));
        !process.exists()
    });
    assert!(is_gone);
}

#[test]
fn a_process_without_parent_or_output_is_traced_to_its_end() {
    let Some(_turn) = begin() else {
        return;
    };
    // Its grandchild is the one to speak, long after its parents have gone.
    let trace =
        shell("(sh -c '(setsid sh -c \"sleep 20; echo $$\") & exit' &); exec >&-; sleep 30");
    assert_eq!((trace.end, texts(&trace).len()), (End::Exited(0), 1));
    assert_eq!(trace.output.lines[0].at.as_secs(), 20);
    assert_eq!(trace.total.as_secs(), 30);
}

#[test]
fn another_program_in_its_place_is_traced_as_well() {
    let Some(_turn) = begin_with_python() else {
        return;
    };
    let trace = shell("sleep 5; exec python3 -c 'import time; time.sleep(7); print(1)'");
    assert_eq!((trace.end, texts(&trace)), (End::Exited(0), vec!["1"]));
    assert_eq!(trace.total.as_secs(), 12);
}

/// It forks faster than anybody could kill one process after another, and waits for none.
#[test]
#[ignore = "slow: it forks all the time until it is ended"]
fn a_program_that_never_stops_forking_is_ended_with_all_its_processes() {
    let Some(_turn) = begin() else {
        return;
    };
    let limit = Duration::from_millis(300);
    let script = "echo $$; while :; do (while :; do (:) & wait; done) & wait; done";
    let trace = traced("sh", &["-c", script], limit);
    assert_eq!(trace.end, End::TimedOut { limit });
    assert!(!Path::new("/proc").join(texts(&trace)[0]).exists());
}

#[test]
fn a_hang_is_over_when_its_virtual_limit_is() {
    let Some(_turn) = begin() else {
        return;
    };
    let limit = Duration::from_secs(10);
    let trace = traced("sh", &["-c", "while :; do sleep 1; done"], limit);
    assert_eq!(trace.end, End::TimedOut { limit });
}

#[test]
fn a_program_that_cannot_start_is_an_error() {
    let Some(_turn) = begin() else {
        return;
    };
    let command = Command::new("/no/such/program");
    let run = trace::run(&command, Clock::Virtual, LONGEST_RUN, &false.into(), |_| ());
    assert!(
        run.unwrap_err()
            .to_string()
            .contains("cannot start `/no/such/program`")
    );
}
