//! smol, and the crates that it is put together from: async-io, async-executor, blocking and their like.

use super::Runtime;
use crate::trace::record::Awaited;

pub(super) const SMOL: Runtime = Runtime {
    crates: &[
        "smol",
        "async_channel",
        "async_executor",
        "async_fs",
        "async_io",
        "async_lock",
        "async_net",
        "async_process",
        "async_signal",
        "async_task",
        "blocking",
        "concurrent_queue",
        "event_listener",
        "event_listener_strategy",
        "futures_lite",
        "parking",
        "piper",
        "polling",
    ],
    loops: &[("smol::spawn", "smol")],
    shared: &["smol"],
    block_ons: &[
        ("async_io::driver::block_on", "smol"),
        ("futures_lite::future::block_on", "smol"),
    ],
    parks: &[
        "async_io::reactor",
        "async_io::driver::block_on",
        "parking::",
    ],
    polls: &["async_executor::", "async_task::raw"],
    gathers: &["futures_lite::future::"],
    pools: &["blocking::Executor"],
    idles: &["async_io::driver::main_loop"],
    waits: &[
        ("async_channel::", Awaited::Channel),
        ("async_lock::", Awaited::Lock),
    ],
    timers: &["async_io::Timer"],
    ..Runtime::NONE
};
