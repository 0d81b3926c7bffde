//! Rayon: a pool whose threads share out what they compute.

use super::Runtime;
use crate::trace::record::Awaited;

pub(super) const RAYON: Runtime = Runtime {
    crates: &["rayon", "rayon_core"],
    // Within a thread of the pool it looks for other work meanwhile.
    idles: &[
        "rayon_core::sleep::Sleep",
        "rayon_core::registry::WorkerThread::wait",
    ],
    waits: &[
        ("rayon_core::latch::LockLatch", Awaited::Pool),
        ("rayon_core::registry::Registry::in_worker", Awaited::Pool),
    ],
    ..Runtime::NONE
};
