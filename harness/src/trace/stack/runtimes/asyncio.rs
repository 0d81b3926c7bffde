//! Python's asyncio: by the functions of the interpreter, and by those of Python where its frames can be
//! read.

use super::Runtime;
use crate::trace::record::Awaited;

pub(super) const ASYNCIO: Runtime = Runtime {
    loops: &[
        ("asyncio/base_events.py:_run_once", "asyncio"),
        ("select_epoll_poll", "asyncio"),
    ],
    parks: &[
        "selectors.py:select",
        "select_epoll_poll",
        "select_poll_poll",
        "select_select",
    ],
    polls: &["asyncio/events.py:_run"],
    idles: &["concurrent/futures/thread.py:_worker"],
    waits: &[
        ("queue.py:get", Awaited::Channel),
        ("threading.py:join", Awaited::Thread),
        ("threading.py:_wait_for_tstate_lock", Awaited::Thread),
        ("threading.py:wait", Awaited::Condvar),
        ("subprocess.py:wait", Awaited::Child),
    ],
    timers: &[
        "asyncio/tasks.py:sleep",
        "asyncio/base_events.py:call_later",
    ],
    ..Runtime::NONE
};
