//! Python's own event loop, judged by the functions of Python that are on the stack.

use std::time::Duration;

use harness::trace::{Kind, Trace};

use crate::traced::{begin_with_python, python};

/// How long it was parked, blocked, offloaded and busy, in tenths of a second.
fn tenths(trace: &Trace) -> [u64; 4] {
    let record = trace.record.as_ref().unwrap();
    let [parked, blocked, offloaded] =
        [Kind::Parked, Kind::Blocked, Kind::Offloaded].map(|kind| record.waited(kind));
    [parked, blocked, offloaded, record.busy()]
        .map(|length| (length.as_secs_f64() * 10.0).round() as u64)
}

fn event_loop(trace: &Trace) -> Option<&str> {
    trace.record.as_ref().unwrap().event_loop.as_deref()
}

/// The functions and lines that waits like this are named with, where Python has a version whose stacks can be
/// read.
fn places(trace: &Trace, kind: Kind) -> Vec<(&str, u32)> {
    let threads = trace.record.as_ref().unwrap().threads.iter();
    let waits = threads.flat_map(|thread| &thread.waits);
    let long = waits.filter(|wait| wait.to - wait.from >= Duration::from_millis(50));
    let sites = long
        .filter(|wait| wait.kind == kind)
        .filter_map(|wait| wait.site.as_ref());
    sites
        .map(|site| (site.function.as_str(), site.line))
        .collect()
}

/// Each with how long it is parked, blocked, offloaded and busy, whether asyncio runs it, and the place of what
/// blocks or is offloaded.
/// What `main` is, how it is called, the figures in tenths of a second, whether asyncio runs it, and which
/// functions wait at which lines.
type Row = (
    &'static str,
    &'static str,
    [u64; 4],
    bool,
    &'static [(&'static str, u32)],
);

#[test]
#[ignore = "slow: eight programs of Python"]
fn who_runs_tasks_decides_what_a_wait_in_python_means() {
    let Some(_turn) = begin_with_python() else {
        return;
    };
    let asyncio = "import asyncio, queue, selectors, socket, threading, time\n";
    let run = "\nasyncio.run(main())";
    let table: [Row; 8] = [
        (
            "async def main():\n await asyncio.gather(*[asyncio.sleep(1) for _ in range(5)])",
            run,
            [10, 0, 0, 0],
            true,
            &[],
        ),
        (
            "async def load():\n time.sleep(1)\nasync def main():\n await asyncio.gather(load(), load())",
            run,
            [0, 20, 0, 0],
            true,
            &[("load", 3), ("load", 3)],
        ),
        (
            "def work():\n time.sleep(1)\nasync def main():\n await asyncio.to_thread(work)",
            run,
            [10, 0, 10, 0],
            true,
            &[("work", 3)],
        ),
        (
            "def helper(q):\n while q.get(): time.sleep(1)\nasync def main():\n q = queue.Queue()\n \
             threading.Thread(target=helper, args=(q,), daemon=True).start()\n q.put(1)\n \
             await asyncio.sleep(3)\n q.put(0)",
            run,
            [30, 0, 10, 0],
            true,
            &[("helper", 3)],
        ),
        (
            "def wait(s):\n s.recv(1)\nasync def main():\n a, b = socket.socketpair()\n \
             threading.Timer(1, b.send, (b'x',)).start()\n wait(a)",
            run,
            [0, 10, 0, 0],
            true,
            &[("wait", 3)],
        ),
        (
            "def down(n):\n return down(n - 1) if n else time.sleep(1)\nasync def main():\n down(800)",
            run,
            [0, 10, 0, 0],
            true,
            &[("down", 3)],
        ),
        (
            "async def main():\n await asyncio.sleep(1)",
            "\nt = threading.Thread(target=lambda: asyncio.run(main()))\nt.start()\nt.join()",
            [10, 0, 0, 0],
            true,
            &[],
        ),
        (
            "def main():\n selectors.DefaultSelector().select(1)",
            "\nmain()",
            [0, 10, 0, 0],
            false,
            &[("main", 3)],
        ),
    ];
    for (program, end, figures, has_loop, expected) in table {
        let trace = python(&format!("{asyncio}{program}{end}"));
        let mut found = tenths(&trace);
        if !has_loop {
            // Without one, what Python itself computes until it begins counts.
            found[3] = 0;
        }
        assert_eq!(found, figures, "{program}");
        assert_eq!(
            event_loop(&trace),
            has_loop.then_some("asyncio"),
            "{program}"
        );
        let mut found = places(&trace, Kind::Blocked);
        found.extend(places(&trace, Kind::Offloaded));
        assert_eq!(found, expected, "{program}");
    }
}

#[test]
fn a_coroutine_that_computes_is_busy_at_its_line() {
    let Some(_turn) = begin_with_python() else {
        return;
    };
    let trace = python(
        "import asyncio, time\ndef parse():\n end = time.perf_counter() + 0.3\n \
         while time.perf_counter() < end: sum(range(200_000))\n\
         async def main():\n await asyncio.sleep(1)\n parse()\nasyncio.run(main())",
    );
    assert_eq!(tenths(&trace), [10, 0, 0, 3]);
    assert_eq!(event_loop(&trace), Some("asyncio"));
    let threads = trace.record.as_ref().unwrap().threads.iter();
    let longest = threads
        .flat_map(|thread| thread.busy())
        .max_by_key(|one| one.cpu);
    let site = longest.unwrap().site.as_ref().unwrap();
    assert_eq!((site.function.as_str(), site.line), ("parse", 4));
}

#[test]
fn threads_that_wait_for_the_interpreters_lock_block_nobody() {
    let Some(_turn) = begin_with_python() else {
        return;
    };
    let trace = python(
        "import threading, time\ndef burn():\n end = time.thread_time() + 0.1\n \
         while time.thread_time() < end: sum(range(200_000))\n\
         threads = [threading.Thread(target=burn) for _ in range(3)]\n\
         for t in threads: t.start()\nfor t in threads: t.join()",
    );
    // The main one waits for the others, and that is all.
    let waits = trace.record.as_ref().unwrap().threads.iter();
    let mut offloaded = waits.flat_map(|thread| &thread.waits);
    assert!(
        offloaded.all(|wait| wait.kind != Kind::Offloaded),
        "{trace:?}"
    );
    assert!(
        places(&trace, Kind::Blocked)
            .iter()
            .all(|(function, _)| *function == "<module>")
    );
}
