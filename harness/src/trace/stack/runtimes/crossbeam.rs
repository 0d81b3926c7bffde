//! Channels between threads, of crossbeam and of flume.

use super::Runtime;
use crate::trace::record::Awaited;

pub(super) const CROSSBEAM: Runtime = Runtime {
    crates: &[
        "crossbeam",
        "crossbeam_channel",
        "crossbeam_deque",
        "crossbeam_epoch",
        "crossbeam_queue",
        "crossbeam_utils",
        "flume",
        "kanal",
    ],
    waits: &[
        ("crossbeam_channel::", Awaited::Channel),
        ("crossbeam_utils::sync::wait_group", Awaited::Condvar),
        ("crossbeam_utils::sync::parker", Awaited::Unpark),
        ("crossbeam_utils::thread", Awaited::Thread),
        ("flume::", Awaited::Channel),
        ("kanal::", Awaited::Channel),
    ],
    ..Runtime::NONE
};
