//! The executors of futures.

use super::Runtime;

pub(super) const FUTURES: Runtime = Runtime {
    crates: &[
        "futures",
        "futures_channel",
        "futures_core",
        "futures_executor",
        "futures_io",
        "futures_sink",
        "futures_task",
        "futures_timer",
        "futures_util",
    ],
    loops: &[
        ("futures_executor::local_pool::LocalPool", "futures"),
        ("futures_executor::thread_pool::PoolState::work", "futures"),
        ("futures_executor::thread_pool::Task::run", "futures"),
    ],
    shared: &["futures"],
    block_ons: &[
        ("futures_executor::local_pool::block_on", "futures"),
        ("futures_executor::local_pool::run_executor", "futures"),
    ],
    parks: &["futures_executor::local_pool::run_executor"],
    polls: &["futures_executor::thread_pool::Task::run"],
    gathers: &[
        "futures_util::stream::futures_unordered",
        "futures_util::future::join_all",
        "futures_util::future::try_join_all",
        "futures_util::future::select_all",
    ],
    idles: &["futures_executor::thread_pool::PoolState::work"],
    ..Runtime::NONE
};
