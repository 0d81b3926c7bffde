//! Python's asyncio: by the functions of Python, and where these cannot be read by those of the interpreter.

use super::Runtime;
use crate::trace::record::Awaited;

pub(in crate::trace::stack) const ASYNCIO: Runtime = Runtime {
    loops: &[
        ("asyncio/base_events.py:BaseEventLoop._run_once", "asyncio"),
        ("select_epoll_poll", "asyncio"),
    ],
    // An event loop of another make is started like this, too.
    block_ons: &[("asyncio/runners.py:", "asyncio")],
    parks: &[
        "selectors.py:",
        "asyncio/base_events.py:BaseEventLoop.time",
        "select_epoll_poll",
        "select_poll_poll",
        "select_select",
    ],
    polls: &["asyncio/events.py:Handle._run"],
    pools: &[
        "concurrent/futures/process.py:_ExecutorManagerThread.",
        "concurrent/futures/process.py:_process_worker",
        "concurrent/futures/thread.py:_worker",
        "multiprocessing/pool.py:Pool._handle_",
        "multiprocessing/pool.py:worker",
    ],
    waits: &[
        ("queue.py:", Awaited::Channel),
        ("multiprocessing/queues.py:", Awaited::Channel),
        ("threading.py:Condition.wait", Awaited::Condvar),
        ("threading.py:Event.wait", Awaited::Condvar),
        ("threading.py:Barrier.wait", Awaited::Condvar),
        ("threading.py:Semaphore.", Awaited::Lock),
        ("threading.py:Thread.join", Awaited::Thread),
        ("threading.py:_shutdown", Awaited::Thread),
        ("concurrent/futures/_base.py:", Awaited::Pool),
        (
            "concurrent/futures/thread.py:ThreadPoolExecutor.",
            Awaited::Pool,
        ),
        (
            "concurrent/futures/process.py:ProcessPoolExecutor.",
            Awaited::Pool,
        ),
        ("multiprocessing/pool.py:", Awaited::Pool),
        (
            "multiprocessing/process.py:BaseProcess.join",
            Awaited::Child,
        ),
        ("subprocess.py:", Awaited::Child),
        ("socket.py:", Awaited::Data),
        ("ssl.py:", Awaited::Data),
    ],
    timers: &[
        "asyncio/base_events.py:BaseEventLoop.call_later",
        "asyncio/timeouts.py:",
    ],
    ..Runtime::NONE
};
