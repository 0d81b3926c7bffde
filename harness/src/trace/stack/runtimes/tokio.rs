//! Tokio.

use super::Runtime;
use crate::trace::record::Awaited;

pub(super) const TOKIO: Runtime = Runtime {
    crates: &["tokio", "tokio_util", "tokio_stream", "mio"],
    loops: &[
        (
            "tokio::runtime::scheduler::current_thread::CoreGuard",
            "tokio current_thread",
        ),
        (
            "tokio::runtime::scheduler::current_thread::Context",
            "tokio current_thread",
        ),
        (
            "tokio::runtime::scheduler::current_thread::CurrentThread::block_on",
            "tokio current_thread",
        ),
        (
            "tokio::runtime::scheduler::multi_thread::worker::Context",
            "tokio multi_thread",
        ),
        (
            "tokio::runtime::scheduler::multi_thread::worker::run",
            "tokio multi_thread",
        ),
    ],
    shared: &["tokio multi_thread"],
    block_ons: &[(
        "tokio::runtime::scheduler::multi_thread::MultiThread::block_on",
        "tokio multi_thread",
    )],
    guests: &["tokio::runtime::handle::Handle::block_on"],
    parks: &[
        "tokio::runtime::park::Inner",
        "tokio::runtime::park::ParkThread",
        "tokio::runtime::park::CachedParkThread::park",
        "tokio::runtime::driver",
        "tokio::runtime::time",
        "tokio::runtime::io",
        "tokio::runtime::signal",
        "tokio::runtime::process",
        "tokio::runtime::scheduler::current_thread::Context::park",
        "tokio::runtime::scheduler::multi_thread::park",
        "tokio::runtime::scheduler::multi_thread::worker::Context::park",
        "tokio::runtime::blocking::shutdown",
    ],
    polls: &[
        "tokio::runtime::task::raw::poll",
        "tokio::runtime::task::harness::poll_future",
        "tokio::runtime::task::core::Core",
        "tokio::runtime::blocking::task",
        "tokio::task::local::LocalSet::tick",
    ],
    pools: &["tokio::runtime::blocking::pool"],
    workers: &["tokio::runtime::scheduler::multi_thread::worker::Context"],
    hands_over: &["tokio::runtime::scheduler::multi_thread::worker::block_in_place"],
    waits: &[
        ("tokio::sync::mpsc", Awaited::Channel),
        ("tokio::sync::oneshot", Awaited::Channel),
        ("tokio::sync::broadcast", Awaited::Channel),
        ("tokio::sync::mutex", Awaited::Lock),
        ("tokio::sync::rwlock", Awaited::Lock),
        ("tokio::sync::Mutex", Awaited::Lock),
        ("tokio::sync::RwLock", Awaited::Lock),
    ],
    timers: &[
        "tokio::time::sleep",
        "tokio::time::timeout",
        "tokio::time::interval",
    ],
    ..Runtime::NONE
};
